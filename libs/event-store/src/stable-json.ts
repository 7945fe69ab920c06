import { InvalidEventError } from './errors';

/** Deeper data is refused: parsers on the way recurse, and so does `JSON.stringify`. */
const MAX_DEPTH = 64;

/**
 * JSON text of plain data, such that `JSON.stringify(JSON.parse(text)) === text` and the parsed value equals the given
 * one. Throws `InvalidEventError`, which names the path, for anything else: numbers that are not finite, -0,
 * `undefined`, functions, symbols, bigints, holes, objects of a class (so also `Date`, `Map` and whatever has a
 * `toJSON`), a `__proto__` key, nesting deeper than 64.
 *
 * The text is not parsed again to prove it, because for values that pass the walk below it cannot differ:
 * - strings are printed by ECMA-262 `QuoteJSONString`, which is injective and escapes lone surrogates, so parse gives
 *   the same code units back;
 * - a finite number is printed as the shortest text that reads back as the same number; only -0 loses its sign;
 * - an ordinary object lists integer-like keys first, in ascending order, then the others as created. The parsed object
 *   is created in just that order, so it lists them in it again;
 * - nothing is left out or replaced, since members that `JSON.stringify` would skip or convert have been refused.
 *
 * Symbol keys and members that are not enumerable are not data; they are left out.
 */
export function stableJson(value: unknown, name = 'data'): string {
  const fault = findFault(value, 0);
  if (fault !== undefined) throw new InvalidEventError(`${name}${fault.path} ${fault.reason}`);
  return JSON.stringify(value);
}

interface Fault {
  /** Built from the inside out, so that sound data costs no path. */
  path: string;
  readonly reason: string;
}

function findFault(value: unknown, depth: number): Fault | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return undefined;
    case 'number':
      return numberFault(value);
    case 'object':
      if (value === null) return undefined;
      if (depth === MAX_DEPTH) return fault(`is nested deeper than ${MAX_DEPTH} levels; store flatter data.`);
      return Array.isArray(value) ? arrayFault(value, depth) : objectFault(value, depth);
    default:
      return fault(`is ${describe(value)}, which JSON cannot hold; omit it or store it as a string.`);
  }
}

function numberFault(value: number): Fault | undefined {
  if (!Number.isFinite(value)) return fault(`is ${value}; only finite numbers can be stored.`);
  if (value === 0 && 1 / value < 0) return fault('is -0, which JSON turns into 0; store 0.');
  return undefined;
}

function arrayFault(values: readonly unknown[], depth: number): Fault | undefined {
  if (Object.keys(values).length !== values.length || 'toJSON' in values) {
    return fault('is an array with holes or named members; store a dense array.');
  }
  for (let index = 0; index < values.length; index++) {
    const found = findFault(values[index], depth + 1);
    if (found !== undefined) return at(found, `[${index}]`);
  }
  return undefined;
}

function objectFault(value: object, depth: number): Fault | undefined {
  // A root prototype is `Object.prototype` of this or of another realm; an identity test would refuse the latter.
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    return fault('is an object of a class; store a plain object.');
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const key in members) {
    // A fold that copies members by assignment would act on it instead of keeping it.
    if (key === '__proto__') return fault('has a member named __proto__; choose another name.');
    const found = findFault(members[key], depth + 1);
    if (found !== undefined) return at(found, memberPath(key));
  }
  return undefined;
}

function fault(reason: string): Fault {
  return { path: '', reason };
}

function at(found: Fault, step: string): Fault {
  found.path = step + found.path;
  return found;
}

function memberPath(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function describe(value: unknown): string {
  return typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`;
}
