import type { ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020';
import type { DefinitionDocument } from '../definition';
import { DEFINITION_LIMITS, DEFINITION_SCHEMA, STATE_ID_PATTERN } from '../definition-schema';
import { copyJson } from '../../plain-json';
import type { DefinitionError } from '../finding';

export type ShapeCheck =
  | { readonly ok: true; readonly document: DefinitionDocument }
  | { readonly ok: false; readonly errors: readonly DefinitionError[] };

const MAX_ERRORS_SHOWN = 50;
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile<DefinitionDocument>(
  DEFINITION_SCHEMA,
);

/** Checks a value against the published schema, and copies it so that nobody else holds the document. */
export function checkShape(input: unknown): ShapeCheck {
  const copy = copyJson(input, { maxDepth: DEFINITION_LIMITS.depth, maxValues: DEFINITION_LIMITS.values });
  if (!copy.ok) {
    return { ok: false, errors: [{ code: 'UNREADABLE', path: copy.path, message: `The document ${copy.reason}.` }] };
  }
  const value: unknown = copy.value;
  if (validate(value)) return { ok: true, document: value };
  const errors = (validate.errors ?? []).filter((error) => error.keyword !== 'propertyNames');
  return { ok: false, errors: errors.slice(0, MAX_ERRORS_SHOWN).map(findingOf) };
}

function findingOf(error: ErrorObject): DefinitionError {
  const where = error.instancePath === '' ? 'The document' : error.instancePath;
  return { code: 'SCHEMA_INVALID', path: error.instancePath, message: `${where} ${whatIsWrong(error)}.` };
}

function whatIsWrong(error: ErrorObject): string {
  const params = error.params as { additionalProperty?: string; allowedValues?: readonly unknown[]; pattern?: string };
  if (params.additionalProperty !== undefined)
    return `should not have the unknown member "${params.additionalProperty}"`;
  if (params.allowedValues !== undefined) {
    return `should be one of ${params.allowedValues.map((value) => JSON.stringify(value)).join(', ')}`;
  }
  if (params.pattern === undefined) return (error.message ?? 'is not valid').replace(/^must/, 'should');
  const name = error.propertyName === undefined ? '' : `has the name ${JSON.stringify(error.propertyName)}, which `;
  if (params.pattern === STATE_ID_PATTERN) {
    return `${name}should be a state id: letters, digits and _ .:/()&+'- inside, at most 128 characters`;
  }
  return `${name}should match ${params.pattern}`;
}
