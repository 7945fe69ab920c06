import type { Ajv, ErrorObject, ValidateFunction } from 'ajv';
import type { Context, ContextValue } from '../context';
import { fieldPath, isPlainObject, isUnsafeKey } from '../plain-json';
import { schemasAlong, type JsonSchema } from './applied-schemas';
import { contextDefaults, type DefaultTrouble } from './context-defaults';
import type { DefinitionDocument } from './definition';
import { ContextPatterns, patternProblem, RefusedPattern, type Backtracking } from './context-patterns';
import { judgeOf, validatorsOf } from './schema-dialects';
import { withoutUnknown } from './unknown-properties';
import { compilerProblem, schemaProblem, type SchemaProblem } from './schema-problem';
import { errorSentence, tellingErrors, type ErrorWording } from './value-errors';

/** A context schema made ready: draft 2020-12 unless its `$schema` says draft-07. */
export interface CompiledContextSchema {
  /** A sentence for each error, which introduces a value by `given`: `you sent`. */
  errors(context: Context, given: string): readonly string[];
  /** As `errors`, but only inside properties: a lone default need not make a whole context. */
  defaultErrors(defaults: Context): readonly string[];
  /** What an empty context is filled with. */
  readonly defaults: Context;
  /** Fills in what a context lacks; the keys of top-level defaults come first. */
  withDefaults(context: Context): Context;
  /** Leaves out what a closed schema, or a closed object within it, does not know. */
  withoutUnknown(context: Context): Context;
  readonly defaultTroubles: readonly DefaultTrouble[];
}

export type ContextSchemaCompilation =
  { readonly ok: true; readonly schema: CompiledContextSchema } | ({ readonly ok: false } & SchemaProblem);

const ACCEPTS_ALL: CompiledContextSchema = {
  errors: () => [],
  defaultErrors: () => [],
  defaults: {},
  withDefaults: (context) => context,
  withoutUnknown: (context) => context,
  defaultTroubles: [],
};
const MAX_ERRORS_SHOWN = 10;
const TOO_LONG = 'context has texts that are too long for the patterns of its schema; send shorter ones.';

/**
 * A document without a context schema accepts any. Sentences name the context as `owner`'s. Patterns that need backtracking
 * are for what is stored already.
 */
export function compileContextSchema(
  schema: DefinitionDocument['context'],
  owner: string,
  backtracking: Backtracking,
): ContextSchemaCompilation {
  if (schema === undefined) return { ok: true, schema: ACCEPTS_ALL };
  if (Object.hasOwn(schema, '$async'))
    return { ok: false, path: '/$async', message: '/context: $async is not supported.' };
  const judge = judgeOf(schema);
  try {
    if (judge.validateSchema(schema) !== true) return { ok: false, ...schemaProblem(judge.errors) };
    const patterns = new ContextPatterns(backtracking);
    const ajv = validatorsOf(schema, patterns.engine);
    const validate = ajv.compile(schema);
    const parts = new Map<string, ValidateFunction>();
    const found = contextDefaults(schema, (pointer, value) => partOf(ajv, schema, parts, pointer)(value));
    const topLevel = defaultsOf(schema);
    const defaults = Object.freeze(found.fill(topLevel));
    const errors = (context: Context): readonly ErrorObject[] => (validate(context) ? [] : errorsOf(validate));
    const wording = (given: string): ErrorWording => contextWording(schema, owner, given);
    return {
      ok: true,
      schema: {
        errors: (context, given) =>
          patterns.judging(
            () => sentences(errors(context), wording(given)),
            () => [TOO_LONG],
          ),
        defaultErrors: (defaults) => {
          const inside = errors(defaults).filter(({ instancePath }) => instancePath !== '');
          return sentences(inside, wording('it is'));
        },
        defaults,
        withDefaults: (context) => {
          const filled = (): Context => found.fill({ ...topLevel, ...context });
          return patterns.judging(filled, () => context);
        },
        withoutUnknown: (context) =>
          patterns.judging(
            () => withoutUnknown(context, errors),
            () => context,
          ),
        defaultTroubles: found.troubles,
      },
    };
  } catch (error) {
    if (error instanceof RefusedPattern) return { ok: false, ...patternProblem(schema, error) };
    return { ok: false, path: '', message: compilerProblem(error) };
  }
}

/** The name of a context schema among the schemas of its instance. */
const WHOLE = 'context';

/** What judges the schema at a place within a context schema, made when it is first needed. */
function partOf(
  ajv: Ajv,
  schema: object,
  parts: Map<string, ValidateFunction>,
  pointer: string,
): (value: unknown) => boolean {
  let part = parts.get(pointer);
  if (part === undefined) {
    if (ajv.getSchema(WHOLE) === undefined) ajv.addSchema(schema, WHOLE);
    const fragment = pointer.split('/').map(encodeURIComponent).join('/');
    parts.set(pointer, (part = ajv.compile({ $ref: `${WHOLE}#${fragment}` })));
  }
  const validate = part;
  return (value) => validate(value) === true;
}

function errorsOf(validate: ValidateFunction): readonly ErrorObject[] {
  return tellingErrors(validate.errors);
}

function sentences(errors: readonly ErrorObject[], wording: ErrorWording): readonly string[] {
  return [...new Set(errors.map((error) => errorSentence(error, wording)))].slice(0, MAX_ERRORS_SHOWN);
}

function contextWording(schema: object, owner: string, given: string): ErrorWording {
  const properties = schemaProperties(schema);
  return {
    subject: (place, member) => (member === undefined ? fieldPath(place) : fieldPath(place, member)),
    given,
    unknown: (place, member) => {
      const whose = place === '' ? `${owner} has no context field` : `${fieldPath(place)} has no field`;
      return `${whose} "${member}"`;
    },
    mayShow: (place) => {
      const path = place
        .split('/')
        .slice(1)
        .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
      return properties.has(path[0] ?? '') && !mayBePersonal(schema as JsonSchema, path);
    },
  };
}

/** Whether anything that applies to a value marks it or something within it, or refers to what may. */
function mayBePersonal(root: JsonSchema, path: readonly string[]): boolean {
  const [whole = [], ...within] = schemasAlong(root, path);
  const text = JSON.stringify(within);
  return whole.some((schema) => schema['x-personal'] === true) || /"x-personal":true|"\$(dynamic)?ref":/i.test(text);
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
