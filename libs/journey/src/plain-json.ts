import { figure } from '@ledger/plain-data';
import type { ContextValue } from './context';

/** Keys through which a careless assignment would reach an object's prototype. */
const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export function isUnsafeKey(key: string): boolean {
  return UNSAFE_KEYS.has(key);
}

export function isPlainObject(value: unknown): value is { readonly [key: string]: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

export interface JsonLimits {
  readonly maxDepth: number;
  /** Values altogether, nested ones included. */
  readonly maxValues: number;
}

export type JsonCopy =
  | { readonly ok: true; readonly value: ContextValue }
  /** `path` is a JSON Pointer (RFC 6901). */
  | { readonly ok: false; readonly path: string; readonly reason: string };

class NotPlainJson extends Error {
  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** Copies as JSON would, so that later changes change nothing here; refuses what would not survive a round trip. */
export function copyJson(value: unknown, limits: JsonLimits): JsonCopy {
  let values = 0;

  function copy(from: unknown, path: string, depth: number): ContextValue {
    values += 1;
    if (values > limits.maxValues) throw new NotPlainJson(path, `must hold at most ${figure(limits.maxValues)} values`);
    if (from === null || typeof from === 'boolean' || typeof from === 'string') return from;
    if (typeof from === 'number') {
      if (!Number.isFinite(from)) throw new NotPlainJson(path, 'must be a finite number');
      return from === 0 ? 0 : from;
    }
    if (depth >= limits.maxDepth) throw new NotPlainJson(path, `must be nested at most ${limits.maxDepth} levels deep`);
    if (Array.isArray(from)) return Array.from(from, (item: unknown, i) => copy(item, `${path}/${i}`, depth + 1));
    if (!isPlainObject(from)) throw new NotPlainJson(path, `must be JSON, not ${typeof from}`);
    const object: { [key: string]: ContextValue } = {};
    for (const [key, item] of Object.entries(from)) {
      if (isUnsafeKey(key)) throw new NotPlainJson(path, `must not have the reserved key "${key}"`);
      object[key] = copy(item, `${path}/${pointerToken(key)}`, depth + 1);
    }
    return object;
  }

  try {
    return { ok: true, value: copy(value, '', 0) };
  } catch (error) {
    if (error instanceof NotPlainJson) return { ok: false, path: error.path.slice(0, 300), reason: error.reason };
    throw error;
  }
}

/** One reference token of a JSON Pointer (RFC 6901, section 3). */
export function pointerToken(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A field of a context as a caller writes it: `address.lines[0]`; `context` for the whole. */
export function fieldPath(pointer: string, ...members: readonly string[]): string {
  const tokens = pointer.split('/').slice(1);
  const keys = [...tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~')), ...members];
  return keys.length === 0
    ? 'context'
    : keys.reduce((path, key) => path + (/^\d+$/.test(key) ? `[${key}]` : `.${key}`));
}

/** Whether two JSON values are the same, whatever the order of their keys. */
export function sameJson(a: ContextValue | undefined, b: ContextValue | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isArray(a) || isArray(b)) {
    return isArray(a) && isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}

/** `Array.isArray` does not narrow read-only arrays. */
export function isArray(value: unknown): value is readonly ContextValue[] {
  return Array.isArray(value);
}
