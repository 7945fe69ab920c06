import { isUtf8 } from 'node:buffer';
import { hasUnsafeInteger, unsafeIntegerPath } from '@ledger/plain-data';
import { validationProblem, type Problem } from './problem';

/** Objects and arrays may be nested this deep. */
export const MAX_DEPTH = 32;

/**
 * Parses JSON that a caller sent. Refuses, with a sentence: text that is not JSON or not UTF-8, nesting beyond
 * `MAX_DEPTH`, numbers that a double cannot hold, whole numbers beyond 2^53 (RFC 7493, section 2.2: they would become
 * other numbers unseen), and keys that reach for an object's prototype.
 */
export function parseJson(body: Buffer | string, what = 'The body'): unknown {
  if (typeof body !== 'string' && !isUtf8(body)) throw validationProblem(`${what} is not UTF-8 text.`);
  const text = typeof body === 'string' ? body : body.toString('utf8');
  if (text.length === 0) throw validationProblem(`${what} is empty; send a JSON object.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw validationProblem(`${what} is invalid JSON${reasonOf(error)}.`);
  }
  refuseHarmful(value, what, '', 0);
  if (hasUnsafeInteger(text)) throw unsafeInteger(value, what);
  return value;
}

/** The same refusals for a value that came in another notation, such as YAML. */
export function refuseHarmfulJson(value: unknown, what: string): void {
  refuseHarmful(value, what, '', 0);
}

/** V8's message without the excerpt of the body that it quotes: a body may hold personal data. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const place = /at position \d+/.exec(message)?.[0];
  if (place) return ` ${place}`;
  return /end of JSON/.test(message) ? '; it ends too early' : '';
}

function refuseHarmful(value: unknown, what: string, path: string, depth: number): void {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw validationProblem(`${place(what, path)} is a number too large to be kept.`);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_DEPTH) throw validationProblem(`${what} is nested deeper than ${MAX_DEPTH} levels.`);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      refuseHarmful(value[index], what, `${path}[${index}]`, depth + 1);
    }
    return;
  }
  for (const key of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[key];
    if (reachesForPrototype(value, key)) throw validationProblem(`${what} has the forbidden key ${key}.`);
    if (typeof member === 'object' || typeof member === 'number') {
      refuseHarmful(member, what, path === '' ? key : `${path}.${key}`, depth + 1);
    }
  }
}

function reachesForPrototype(value: object, key: string): boolean {
  if (key === '__proto__') return true;
  if (key !== 'constructor') return false;
  const member = Object.getOwnPropertyDescriptor(value, key)?.value as unknown;
  return typeof member === 'object' && member !== null && Object.hasOwn(member, 'prototype');
}

function unsafeInteger(value: unknown, what: string): Problem {
  const where = place(what, unsafeIntegerPath(value) ?? '');
  return validationProblem(
    `${where} is a whole number beyond ${Number.MAX_SAFE_INTEGER}, which JSON readers change; send it as a text.`,
  );
}

function place(what: string, path: string): string {
  return path === '' ? what : `Field ${path.slice(0, 200)}`;
}
