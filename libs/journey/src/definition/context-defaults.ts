import type { Context, ContextValue } from '../context';
import { isPlainObject, isUnsafeKey } from '../plain-json';
import { referencedSchema, schemasWithin, type JsonSchema } from './applied-schemas';

/** Whether a value fits the schema at a place (JSON Pointer) of the context schema. */
export type Fits = (pointer: string, value: unknown) => boolean;

/** A `default` that cannot do what its author expects. */
export interface DefaultTrouble {
  readonly kind: 'unreachable' | 'ambiguous' | 'invalid';
  /** JSON Pointer within the context schema. */
  readonly pointer: string;
}

export interface ContextDefaults {
  /** Fills in what a context lacks; what lacks nothing keeps its identity. */
  fill(context: Context): Context;
  readonly troubles: readonly DefaultTrouble[];
}

/** Gives the same value where nothing is lacking. */
type Fill = (value: ContextValue) => ContextValue;
/** Values added to one context by the defaults within it: those of a schema that was stored may double without end. */
const MAX_ADDED = 1_000;

type Objects = { readonly [key: string]: ContextValue };

/**
 * Finds the defaults of a context schema: of properties, also of nested objects and of items, and through `$ref` and
 * `allOf`. Those of a branch of `anyOf` or `oneOf` apply to a value that fits this branch alone. An object that is not there
 * is not made for the sake of defaults within it.
 */
export function contextDefaults(root: JsonSchema, fits: Fits): ContextDefaults {
  const finder = new DefaultFinder(root, fits);
  return {
    fill: finder.wholeFill(),
    troubles: finder.troubles(),
  };
}

class DefaultFinder {
  private readonly pointers = new Map<JsonSchema, string>();
  private readonly fills = new Map<JsonSchema, { fill?: Fill | undefined }>();
  private readonly applied = new Set<JsonSchema>();
  private readonly found: DefaultTrouble[] = [];
  /** Schemas within whose default the filling is: a default that holds itself is filled in once. */
  private readonly within = new Set<unknown>();
  private added = 0;

  constructor(
    private readonly root: JsonSchema,
    private readonly fits: Fits,
  ) {
    this.index(root, '');
  }

  wholeFill(): (context: Context) => Context {
    const fill = this.fillOf(this.root);
    return (context) => {
      this.added = 0;
      return fill === undefined ? context : (fill(context) as Context);
    };
  }

  fillOf(schema: unknown): Fill | undefined {
    if (!isPlainObject(schema)) return undefined;
    const known = this.fills.get(schema);
    // A schema within itself: its own fill is not made yet.
    if (known !== undefined) return 'fill' in known ? known.fill : (value) => known.fill?.(value) ?? value;
    const entry: { fill?: Fill | undefined } = {};
    this.fills.set(schema, entry);
    const parts = [
      this.ofProperties(schema),
      this.fillOf(referencedSchema(this.root, schema['$ref'])),
      ...listOf(schema['allOf']).map((each) => this.fillOf(each)),
      this.ofBranches(schema, 'anyOf'),
      this.ofBranches(schema, 'oneOf'),
      this.ofItems(schema),
    ].filter((part) => part !== undefined);
    entry.fill = parts.length === 0 ? undefined : (value) => parts.reduce((filled, part) => part(filled), value);
    return entry.fill;
  }

  troubles(): readonly DefaultTrouble[] {
    const unreachable = [...this.pointers].flatMap(([schema, pointer]): DefaultTrouble[] =>
      Object.hasOwn(schema, 'default') && !this.applied.has(schema) ? [{ kind: 'unreachable', pointer }] : [],
    );
    return [...this.found, ...unreachable];
  }

  private ofProperties({ properties }: JsonSchema): Fill | undefined {
    if (!isPlainObject(properties)) return undefined;
    const defaults: { [key: string]: ContextValue } = {};
    const nested: [string, Fill, JsonSchema | undefined][] = [];
    for (const [name, property] of Object.entries(properties)) {
      if (isUnsafeKey(name) || !isPlainObject(property)) continue;
      const withDefault = this.withDefault(property);
      if (withDefault !== undefined) defaults[name] = withDefault['default'] as ContextValue;
      const fill = this.fillOf(property);
      if (fill !== undefined) nested.push([name, fill, withDefault]);
    }
    const names = Object.keys(defaults);
    if (names.length === 0 && nested.length === 0) return undefined;
    return (value) => {
      if (!isObject(value)) return value;
      const lacks = names.some((name) => !Object.hasOwn(value, name));
      const whole: Objects = lacks ? { ...defaults, ...value } : value;
      let filled = whole;
      for (const [name, fill, byDefault] of nested) {
        const before = Object.hasOwn(whole, name) ? whole[name] : undefined;
        if (before === undefined) continue;
        const after = Object.hasOwn(value, name) ? fill(before) : this.inDefault(byDefault, fill, before);
        if (after !== before) filled = { ...filled, [name]: after };
      }
      return filled;
    };
  }

  private inDefault(schema: unknown, fill: Fill, value: ContextValue): ContextValue {
    if (this.within.has(schema) || this.added >= MAX_ADDED) return value;
    this.added += 1;
    this.within.add(schema);
    try {
      return fill(value);
    } finally {
      this.within.delete(schema);
    }
  }

  /** The schema whose default a property has: its own, or what it names or is made of. */
  private withDefault(schema: unknown, seen = new Set<unknown>()): JsonSchema | undefined {
    if (!isPlainObject(schema) || seen.has(schema)) return undefined;
    seen.add(schema);
    if (!Object.hasOwn(schema, 'default')) {
      const parts = [referencedSchema(this.root, schema['$ref']), ...listOf(schema['allOf'])];
      for (const part of parts) {
        const found = this.withDefault(part, seen);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    const isNew = !this.applied.has(schema);
    this.applied.add(schema);
    const pointer = this.pointers.get(schema) ?? '';
    if (this.isTopLevel(pointer) || this.fits(pointer, schema['default'])) return schema;
    if (isNew) this.found.push({ kind: 'invalid', pointer });
    return undefined;
  }

  /** These have always been applied, and their own check has always refused those that do not fit. */
  private isTopLevel(pointer: string): boolean {
    return /^\/properties\/[^/]*$/.test(pointer);
  }

  private ofBranches(schema: JsonSchema, keyword: 'anyOf' | 'oneOf'): Fill | undefined {
    const branches = listOf(schema[keyword]).filter(isPlainObject);
    const fills = branches.map((branch) => this.fillOf(branch));
    if (fills.every((fill) => fill === undefined)) return undefined;
    const pointers = branches.map((branch) => this.pointers.get(branch) ?? '');
    const resolved = branches.map((branch) => referencedSchema(this.root, branch['$ref']) ?? branch);
    if (
      keyword === 'anyOf' &&
      resolved.some((one, i) => resolved.slice(i + 1).some((other) => !areApart(one, other)))
    ) {
      this.found.push({ kind: 'ambiguous', pointer: `${this.pointers.get(schema) ?? ''}/anyOf` });
    }
    return (value) => {
      const fitting = pointers.flatMap((pointer, index) => (this.fits(pointer, value) ? [index] : []));
      const [only, ...others] = fitting;
      return only === undefined || others.length > 0 ? value : (fills[only]?.(value) ?? value);
    };
  }

  private ofItems(schema: JsonSchema): Fill | undefined {
    const places = Array.isArray(schema['prefixItems']) ? schema['prefixItems'] : listOf(schema['items']);
    const firsts = places.map((each) => this.fillOf(each));
    const rest = this.fillOf(Array.isArray(schema['items']) ? schema['additionalItems'] : schema['items']);
    if (rest === undefined && firsts.every((fill) => fill === undefined)) return undefined;
    return (value) => {
      if (!Array.isArray(value)) return value;
      const items = value as readonly ContextValue[];
      const filled = items.map((item, i) => (i < firsts.length ? firsts[i] : rest)?.(item) ?? item);
      return filled.some((item, i) => item !== items[i]) ? filled : items;
    };
  }

  /** Every object of the schema that is a schema, with its place. */
  private index(schema: unknown, pointer: string): void {
    if (!isPlainObject(schema) || this.pointers.has(schema)) return;
    this.pointers.set(schema, pointer);
    for (const [place, within] of schemasWithin(schema)) this.index(within, `${pointer}${place}`);
  }
}

/** Whether no value fits both, as far as types and required constants tell. */
function areApart(one: JsonSchema, other: JsonSchema): boolean {
  const [types, otherTypes] = [typesOf(one), typesOf(other)];
  if (types !== undefined && otherTypes !== undefined && !types.some((type) => otherTypes.includes(type))) return true;
  return listOf(one['required']).some((name) => {
    if (typeof name !== 'string' || !listOf(other['required']).includes(name)) return false;
    const [values, otherValues] = [one, other].map((schema) => constantsOf(schema, name));
    return values !== undefined && otherValues !== undefined && !values.some((value) => otherValues.includes(value));
  });
}

/** `number` holds each `integer`. */
function typesOf({ type }: JsonSchema): readonly unknown[] | undefined {
  if (type === undefined) return undefined;
  return [type].flat().flatMap((each: unknown) => (each === 'number' ? ['number', 'integer'] : [each]));
}

/** JSON texts of the values that a property may have, if there are only a few. */
function constantsOf({ properties }: JsonSchema, name: string): readonly string[] | undefined {
  const property: unknown = isPlainObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (!isPlainObject(property)) return undefined;
  const values = Object.hasOwn(property, 'const') ? [property['const']] : property['enum'];
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)) : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: ContextValue): value is Objects {
  return isPlainObject(value);
}
