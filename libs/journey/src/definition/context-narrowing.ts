import { isPlainObject, pointerToken, sameJson } from '../plain-json';
import { referencedSchema, type JsonSchema } from './applied-schemas';

/** Two context schemas: that of the version that journeys leave, and that of the version they move to. */
interface Pair {
  readonly before: JsonSchema;
  readonly after: JsonSchema;
}

/** The whole schemas, and how many comparisons of their parts are left: schemas within themselves have no end. */
interface Roots extends Pair {
  left: number;
}

/** What several schemas that apply to the same value say of it, together. */
interface Joined {
  readonly properties: ReadonlyMap<string, JsonSchema>;
  readonly required: ReadonlySet<string>;
  readonly isClosed: boolean;
  /** Every other keyword that judges. */
  readonly others: ReadonlyMap<string, unknown>;
}

const SILENT = new Set<string>([
  ...['$schema', '$id', '$defs', '$comment', '$anchor', 'definitions', 'title', 'description', 'examples', 'default'],
  ...['deprecated', 'readOnly', 'writeOnly'],
]);
const JOINED = new Set(['$ref', 'allOf', 'properties', 'required', 'additionalProperties', 'unevaluatedProperties']);
const AT_MOST = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']);
const AT_LEAST = new Set(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties']);
/** Schemas within schemas: deeper ones are compared as they stand. */
const MAX_DEPTH = 16;
const MAX_COMPARISONS = 2_000;

/**
 * What a caller of an earlier version could send and the later schema would refuse, in a sentence; undefined if it takes all
 * that the earlier one took. Properties that the earlier one did not list are not looked at: each context is asked itself.
 * @param dropped properties that are removed from whatever comes.
 */
export function contextNarrowing(
  before: JsonSchema | undefined,
  after: JsonSchema | undefined,
  dropped: ReadonlySet<string>,
): string | undefined {
  if (after === undefined) return undefined;
  const schemas = { before: before ?? {}, after };
  return narrowing(schemas, { ...schemas, left: MAX_COMPARISONS }, '', dropped);
}

function narrowing(
  { before, after }: Pair,
  roots: Roots,
  place: string,
  dropped: ReadonlySet<string> = new Set(),
): string | undefined {
  roots.left -= 1;
  if (roots.left < 0) return 'The context is too large to be compared.';
  const [old, present] = [joined(before, roots.before), joined(after, roots.after)];
  const where = place === '' ? 'The context' : `${place} of the context`;
  for (const name of present.required) {
    const isThere = old.required.has(name) && !dropped.has(name);
    if (isThere || hasDefault(present.properties.get(name), roots.after)) continue;
    return `${where} requires ${name} and gives no default for it.`;
  }
  if (present.isClosed) {
    if (!old.isClosed) return `${where} is closed and was open: what else a flow sends would be refused.`;
    const gone = [...old.properties.keys()].find((name) => !present.properties.has(name) && !dropped.has(name));
    if (gone !== undefined) return `${where} has no ${gone} any more; list it in /upgrade/drop.`;
  }
  for (const [name, schema] of present.properties) {
    const known = old.properties.get(name);
    if (known === undefined) continue;
    const at = `${place}/${pointerToken(name)}`;
    const found =
      at.split('/').length > MAX_DEPTH
        ? otherThan(known, schema, at)
        : narrowing({ before: known, after: schema }, roots, at);
    if (found !== undefined) return found;
  }
  for (const [keyword, value] of present.others) {
    const found = ofKeyword(keyword, { before: old.others.get(keyword), after: value }, roots, place);
    if (found !== undefined) return found;
  }
  return undefined;
}

function ofKeyword(
  keyword: string,
  { before, after }: { readonly before: unknown; readonly after: unknown },
  roots: Roots,
  place: string,
): string | undefined {
  // What every context is anyway.
  if (place === '' && keyword === 'type' && after === 'object') return undefined;
  if (sameJson(before as never, after as never) || isWider(keyword, before, after)) return undefined;
  if (keyword === 'items' && isPlainObject(before) && isPlainObject(after)) {
    return narrowing({ before, after }, roots, `${place}/items`);
  }
  return `${place === '' ? 'The context' : `${place} of the context`} has another ${keyword}.`;
}

function isWider(keyword: string, before: unknown, after: unknown): boolean {
  if (keyword === 'type') {
    const wanted = [after].flat().flatMap((type) => (type === 'number' ? ['number', 'integer'] : [type]));
    return before !== undefined && [before].flat().every((type) => wanted.includes(type));
  }
  if (keyword === 'enum') return isWithin(before, after);
  if (typeof before !== 'number' || typeof after !== 'number') return false;
  return AT_MOST.has(keyword) ? after >= before : AT_LEAST.has(keyword) && after <= before;
}

function isWithin(few: unknown, many: unknown): boolean {
  if (!Array.isArray(few) || !Array.isArray(many)) return false;
  return few.every((one) => many.some((other) => sameJson(one as never, other as never)));
}

function otherThan(before: JsonSchema, after: JsonSchema, place: string): string | undefined {
  return sameJson(before as never, after as never) ? undefined : `${place} of the context has another schema.`;
}

/** A schema with all that `$ref` and `allOf` add to it. */
function joined(schema: JsonSchema, root: JsonSchema): Joined {
  const properties = new Map<string, JsonSchema>();
  const required = new Set<string>();
  const others = new Map<string, unknown>();
  let isClosed = false;
  for (const part of partsOf(schema, root)) {
    if (isPlainObject(part['properties'])) {
      for (const [name, each] of Object.entries(part['properties'])) {
        const known = properties.get(name);
        const own = isPlainObject(each) ? each : {};
        properties.set(name, known === undefined ? own : { allOf: [known, own] });
      }
    }
    for (const name of listOf(part['required'])) if (typeof name === 'string') required.add(name);
    for (const keyword of ['additionalProperties', 'unevaluatedProperties']) {
      const value = part[keyword];
      if (value === false) isClosed = true;
      else if (value !== undefined && value !== true) others.set(keyword, value);
    }
    for (const [keyword, value] of Object.entries(part)) {
      if (SILENT.has(keyword) || JOINED.has(keyword) || keyword.startsWith('x-')) continue;
      others.set(keyword, others.has(keyword) ? [others.get(keyword), value] : value);
    }
  }
  return { properties, required, isClosed, others };
}

function* partsOf(schema: unknown, root: JsonSchema, seen = new Set<unknown>()): Generator<JsonSchema> {
  if (!isPlainObject(schema) || seen.has(schema)) return;
  seen.add(schema);
  yield schema;
  yield* partsOf(referencedSchema(root, schema['$ref']), root, seen);
  for (const branch of listOf(schema['allOf'])) yield* partsOf(branch, root, seen);
}

function hasDefault(schema: JsonSchema | undefined, root: JsonSchema): boolean {
  return schema !== undefined && [...partsOf(schema, root)].some((part) => Object.hasOwn(part, 'default'));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
