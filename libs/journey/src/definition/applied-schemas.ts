import { isPlainObject, pointerToken } from '../plain-json';

export type JsonSchema = { readonly [keyword: string]: unknown };

/** Keywords whose schemas apply to the value of the schema that has them. */
const LISTS = ['allOf', 'anyOf', 'oneOf'] as const;
const SINGLE = ['if', 'then', 'else', 'not'] as const;

const SCHEMAS_BY_NAME = new Set([
  ...['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'dependencies'],
]);
const SCHEMAS = new Set<string>([
  ...[...LISTS, ...SINGLE, 'items', 'prefixItems', 'additionalItems', 'contains'],
  ...['additionalProperties', 'propertyNames', 'unevaluatedItems', 'unevaluatedProperties', 'contentSchema'],
]);

/** The schemas directly within a schema, each with its place: a JSON Pointer from this one. */
export function* schemasWithin(schema: JsonSchema): Generator<readonly [pointer: string, schema: JsonSchema]> {
  for (const [keyword, value] of Object.entries(schema)) {
    const at = `/${pointerToken(keyword)}`;
    const isByName = SCHEMAS_BY_NAME.has(keyword);
    if (!isByName && !SCHEMAS.has(keyword)) continue;
    if (!isByName && isPlainObject(value)) yield [at, value];
    else if (typeof value === 'object' && value !== null) {
      for (const [name, each] of Object.entries(value)) {
        if (isPlainObject(each)) yield [`${at}/${pointerToken(name)}`, each];
      }
    }
  }
}

/** What a reference within a document names: `#`, a JSON Pointer (RFC 6901) after it, or an anchor; undefined for any other. */
export function referencedSchema(root: JsonSchema, reference: unknown): JsonSchema | undefined {
  if (typeof reference !== 'string' || !reference.startsWith('#')) return undefined;
  const fragment = decodeFragment(reference.slice(1));
  if (fragment === undefined) return undefined;
  if (fragment !== '' && !fragment.startsWith('/')) return anchored(root, fragment);
  let place: unknown = root;
  for (const token of fragment.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(place)) place = place[Number(key)] as unknown;
    else if (isPlainObject(place) && Object.hasOwn(place, key)) place = place[key];
    else return undefined;
  }
  return isPlainObject(place) ? place : undefined;
}

/** Whether a property of a context is personal data, holds some, or is within some; names of the path outermost first. */
export function isPersonal(root: JsonSchema | undefined, path: readonly string[]): boolean {
  let innermost: readonly JsonSchema[] = [];
  for (const schemas of schemasAlong(root, path)) {
    if (schemas.some((schema) => schema['x-personal'] === true)) return true;
    innermost = schemas;
  }
  return JSON.stringify(innermost).includes('"x-personal":true');
}

/** Whether a value of a context, or one that it is within, is marked `x-not-card: true`. */
export function isNotCard(root: JsonSchema | undefined, path: readonly string[]): boolean {
  for (const schemas of schemasAlong(root, path)) {
    if (schemas.some((schema) => schema['x-not-card'] === true)) return true;
  }
  return false;
}

/** The schemas that apply to the whole, and then to each value on the way to a place: names, and places in lists. */
function* schemasAlong(root: JsonSchema | undefined, path: readonly string[]): Generator<readonly JsonSchema[]> {
  let schemas = [...appliedSchemas(root, root ?? {})];
  yield schemas;
  for (const name of path) {
    schemas = schemas.flatMap((schema) => [...appliedSchemas(schemaOf(schema, name), root ?? {})]);
    yield schemas;
  }
}

/** The schema of a member by its name, or of an item by its place. */
function schemaOf({ properties, items }: JsonSchema, name: string): unknown {
  if (isPlainObject(properties) && Object.hasOwn(properties, name)) return properties[name];
  return /^\d+$/.test(name) ? items : undefined;
}

/** A schema and every other one that it may apply to the same value, each once. */
function* appliedSchemas(schema: unknown, root: JsonSchema, seen = new Set<unknown>()): Generator<JsonSchema> {
  if (!isPlainObject(schema) || seen.has(schema)) return;
  seen.add(schema);
  yield schema;
  yield* appliedSchemas(referencedSchema(root, schema['$ref']), root, seen);
  for (const keyword of LISTS) {
    const branches = schema[keyword];
    if (Array.isArray(branches)) for (const branch of branches) yield* appliedSchemas(branch, root, seen);
  }
  for (const keyword of SINGLE) yield* appliedSchemas(schema[keyword], root, seen);
}

function decodeFragment(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function anchored(schema: unknown, anchor: string): JsonSchema | undefined {
  if (Array.isArray(schema)) {
    for (const item of schema) {
      const found = anchored(item, anchor);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isPlainObject(schema)) return undefined;
  return schema['$anchor'] === anchor ? schema : anchored(Object.values(schema), anchor);
}
