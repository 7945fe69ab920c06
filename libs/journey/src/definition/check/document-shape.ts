import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020';
import type { DefinitionDocument } from '../definition';
import { DEFINITION_LIMITS, DEFINITION_SCHEMA, RESUME_PATTERN, STATE_ID_PATTERN } from '../definition-schema';
import { copyJson } from '../../plain-json';
import type { DefinitionError } from '../finding';
import { errorSentence, tellingErrors, type ErrorWording } from '../value-errors';

export type ShapeCheck =
  | { readonly ok: true; readonly document: DefinitionDocument }
  | { readonly ok: false; readonly errors: readonly DefinitionError[] };

const MAX_ERRORS_SHOWN = 50;

let validator: ValidateFunction<DefinitionDocument> | undefined;

/** Compiled when the first document comes: most threads, and most calls of the command line, check none. */
function validatorOfDocuments(): ValidateFunction<DefinitionDocument> {
  return (validator ??= new Ajv2020({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    verbose: true,
    // The schema does not change, and a test judges it.
    validateSchema: false,
  }).compile<DefinitionDocument>(DEFINITION_SCHEMA));
}

/** Checks a value against the published schema, and copies it: later changes by its owner change nothing here. */
export function checkShape(input: unknown): ShapeCheck {
  const copy = copyJson(input, { maxDepth: DEFINITION_LIMITS.depth, maxValues: DEFINITION_LIMITS.values });
  if (!copy.ok) {
    return {
      ok: false,
      errors: [
        {
          code: 'UNREADABLE',
          path: copy.path,
          message: `${copy.path === '' ? 'The document' : copy.path} ${copy.reason}.`,
        },
      ],
    };
  }
  const value: unknown = copy.value;
  const validate = validatorOfDocuments();
  if (validate(value)) return { ok: true, document: value };
  return { ok: false, errors: tellingErrors(validate.errors).slice(0, MAX_ERRORS_SHOWN).map(findingOf) };
}

function findingOf(error: ErrorObject): DefinitionError {
  return { code: 'SCHEMA_INVALID', path: error.instancePath, message: messageOf(error) };
}

const WORDING: ErrorWording = {
  subject: (place, member) => `${inDocument(place)}${member ?? (place === '' ? 'The document' : '')}`.trim(),
  unknown: (place, member) => `${inDocument(place)}"${member}" is not a member`,
  given: 'it is',
  mayShow: () => true,
};

function inDocument(place: string): string {
  return place === '' ? '' : `${place}: `;
}

function messageOf(error: ErrorObject): string {
  const { pattern } = error.params as { readonly pattern?: string };
  if (pattern === undefined) return errorSentence(error, WORDING);
  const name = JSON.stringify(error.propertyName ?? error.data);
  const where = inDocument(error.instancePath);
  if (pattern === RESUME_PATTERN)
    return `${where}${name} is not a rule of resuming; use "always", "never" or { "within": "PT24H" }.`;
  return pattern === STATE_ID_PATTERN
    ? `${where}${name} is not a state id; use up to 128 letters, digits and _, with blanks and .:/()&+'- inside.`
    : `${where}${name} is not a name; use up to 128 letters, digits and _, with .:- inside.`;
}
