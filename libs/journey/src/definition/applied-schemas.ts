import { isPlainObject, pointerToken } from '../plain-json';

export type JsonSchema = { readonly [keyword: string]: unknown };

/** Keywords whose schemas apply to the value of the schema that has them. */
const LISTS = ['allOf', 'anyOf', 'oneOf'] as const;
const SINGLE = ['if', 'then', 'else', 'not'] as const;
const DEPENDENT = ['dependentSchemas', 'dependencies'] as const;
export const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef'] as const;

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

/** Whether a value of a context, or one that it is within, is marked `x-not-card: true`. */
export function isNotCard(root: JsonSchema | undefined, path: readonly string[]): boolean {
  for (const schemas of schemasAlong(root, path)) {
    if (schemas.some((schema) => schema['x-not-card'] === true)) return true;
  }
  return false;
}

/** The schemas that apply to the whole, and then to each value on the way to a place: names, and places in lists. */
export function* schemasAlong(root: JsonSchema | undefined, path: readonly string[]): Generator<readonly JsonSchema[]> {
  let schemas: readonly JsonSchema[] = [...appliedSchemas(root, root ?? {})];
  yield schemas;
  for (const name of path) {
    const members = schemasOfMember(schemas, name, root ?? {});
    schemas = /^\d+$/.test(name) ? [...members, ...schemasOfItem(schemas, Number(name), root ?? {})] : members;
    yield schemas;
  }
}

/** The schemas that apply to a member of the object that these apply to. */
export function schemasOfMember(schemas: readonly JsonSchema[], name: string, root: JsonSchema): readonly JsonSchema[] {
  return applied(
    schemas.flatMap((schema) => memberSchemas(schema, name)),
    root,
  );
}

/** The schemas that apply to an item of the list that these apply to. */
export function schemasOfItem(schemas: readonly JsonSchema[], place: number, root: JsonSchema): readonly JsonSchema[] {
  return applied(
    schemas.flatMap((schema) => itemSchemas(schema, place)),
    root,
  );
}

function applied(schemas: readonly unknown[], root: JsonSchema): readonly JsonSchema[] {
  const seen = new Set<unknown>();
  return schemas.flatMap((schema) => [...appliedSchemas(schema, root, seen)]);
}

function memberSchemas(schema: JsonSchema, name: string): readonly unknown[] {
  const { properties, patternProperties, additionalProperties, unevaluatedProperties } = schema;
  const declared = isPlainObject(properties) && Object.hasOwn(properties, name) ? [properties[name]] : [];
  const patterned = isPlainObject(patternProperties)
    ? Object.entries(patternProperties).flatMap(([pattern, each]) => (matches(pattern, name) ? [each] : []))
    : [];
  const known = [...declared, ...patterned];
  return known.length === 0 ? [additionalProperties, unevaluatedProperties] : known;
}

function itemSchemas(schema: JsonSchema, place: number): readonly unknown[] {
  const { prefixItems, items, additionalItems, unevaluatedItems, contains } = schema;
  const inOrder = [prefixItems, items].flatMap((list) => (Array.isArray(list) ? [list[place] as unknown] : []));
  return [...inOrder, items, additionalItems, unevaluatedItems, contains];
}

/** An invalid pattern matches every name: what it would mark counts as marked. */
function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch {
    return true;
  }
}

/** A schema and every other one that it may apply to the same value, each once. */
export function* appliedSchemas(schema: unknown, root: JsonSchema, seen = new Set<unknown>()): Generator<JsonSchema> {
  if (!isPlainObject(schema) || seen.has(schema)) return;
  seen.add(schema);
  yield schema;
  for (const keyword of REFERENCES) yield* appliedSchemas(referencedSchema(root, schema[keyword]), root, seen);
  for (const keyword of LISTS) {
    const branches = schema[keyword];
    if (Array.isArray(branches)) for (const branch of branches) yield* appliedSchemas(branch, root, seen);
  }
  for (const keyword of SINGLE) yield* appliedSchemas(schema[keyword], root, seen);
  for (const keyword of DEPENDENT) {
    const branches = schema[keyword];
    if (isPlainObject(branches)) {
      for (const branch of Object.values(branches)) yield* appliedSchemas(branch, root, seen);
    }
  }
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
  const isNamed = schema['$anchor'] === anchor || schema['$dynamicAnchor'] === anchor;
  return isNamed ? schema : anchored(Object.values(schema), anchor);
}
