import type { Context, ContextValue } from '../context';
import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { DefinitionDocument } from './definition';
import { isPlainObject, isUnsafeKey } from '../plain-json';

/** A context schema made ready: draft 2020-12 unless its `$schema` says draft-07. */
export interface CompiledContextSchema {
  /** One sentence for each error; empty where the context is valid. */
  errors(context: Context): readonly string[];
  /** As `errors`, but only for what stands inside a property: a lone default need not make a whole context. */
  propertyErrors(context: Context): readonly string[];
  readonly defaults: Context;
}

export type ContextSchemaCompilation =
  { readonly ok: true; readonly schema: CompiledContextSchema } | { readonly ok: false; readonly problem: string };

const ACCEPTS_ALL: CompiledContextSchema = { errors: () => [], propertyErrors: () => [], defaults: {} };
const MAX_ERRORS_SHOWN = 10;

/** Compiles the `context` of a document; a document without one accepts any context. */
export function compileContextSchema(schema: DefinitionDocument['context']): ContextSchemaCompilation {
  if (schema === undefined) return { ok: true, schema: ACCEPTS_ALL };
  if (Object.hasOwn(schema, '$async')) return { ok: false, problem: 'should not be asynchronous ($async)' };
  try {
    const validate = validatorOf(schema);
    const run = (context: Context): readonly ErrorObject[] => (validate(context) ? [] : (validate.errors ?? []));
    return {
      ok: true,
      schema: {
        errors: (context) => sentences(run(context)),
        propertyErrors: (context) => sentences(run(context).filter((error) => error.instancePath !== '')),
        defaults: defaultsOf(schema),
      },
    };
  } catch (error) {
    return {
      ok: false,
      problem: `is no valid JSON Schema: ${error instanceof Error ? error.message : 'unknown error'}`,
    };
  }
}

const OPTIONS = { strict: false, allErrors: true, logger: false, validateFormats: true } as const;

/** What judges schemas: compiling the schema of schemas takes fifty times as long as compiling a context's. */
const judges = { 'draft-07': new Ajv(OPTIONS), '2020-12': new Ajv2020(OPTIONS) };

/** Each schema gets an instance of its own: what it names by `$id` is nothing to the next. */
function validatorOf(schema: object): ValidateFunction {
  const dialect = '$schema' in schema && typeof schema.$schema === 'string' ? schema.$schema : '';
  const isDraft07 = dialect.includes('draft-07');
  judges[isDraft07 ? 'draft-07' : '2020-12'].validateSchema(schema, true);
  const judged = { ...OPTIONS, validateSchema: false };
  const ajv = isDraft07 ? new Ajv(judged) : new Ajv2020(judged);
  addFormats(ajv);
  return ajv.compile(schema);
}

/** Properties that a context schema lists, by name. */
export function schemaProperties(schema: object | undefined): ReadonlyMap<string, unknown> {
  const properties: unknown = schema && 'properties' in schema ? schema.properties : undefined;
  return new Map(isPlainObject(properties) ? Object.entries(properties) : []);
}

function defaultsOf(schema: object): Context {
  const defaults: { [key: string]: ContextValue } = {};
  for (const [name, property] of schemaProperties(schema)) {
    if (isUnsafeKey(name) || !isPlainObject(property) || !Object.hasOwn(property, 'default')) continue;
    defaults[name] = property.default as ContextValue;
  }
  return Object.freeze(defaults);
}

function sentences(errors: readonly ErrorObject[]): readonly string[] {
  return errors.slice(0, MAX_ERRORS_SHOWN).map(sentenceOf);
}

function sentenceOf(error: ErrorObject): string {
  const where = error.instancePath === '' ? 'context' : `context${error.instancePath}`;
  return `${where} ${error.message ?? 'is not valid'}${detailOf(error)}`;
}

/** Ajv leaves the name that it is about out of two of its messages. */
function detailOf(error: ErrorObject): string {
  const { allowedValues, additionalProperty } = error.params as {
    allowedValues?: unknown;
    additionalProperty?: unknown;
  };
  if (Array.isArray(allowedValues)) return `: ${allowedValues.map((value) => JSON.stringify(value)).join(', ')}`;
  return typeof additionalProperty === 'string' ? `: "${additionalProperty}"` : '';
}
