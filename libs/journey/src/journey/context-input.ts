import type { Context } from '../context';
import type { CompiledDefinition } from '../definition/definition';
import type { Rejection } from './journey.decision';
import { copyJson, isPlainObject } from '../plain-json';

/** How large a context or a patch may be: enough for any call flow, bounded for guards and the fold. */
export const CONTEXT_LIMITS = { maxDepth: 16, maxValues: 2_000, maxProperties: 500, maxKeyLength: 128 } as const;

export type ContextInput = { readonly ok: true; readonly value: Context } | Rejected;
interface Rejected {
  readonly ok: false;
  readonly rejection: Rejection;
}

/** Takes a caller's context or merge patch as plain JSON of our own, or says what is wrong with it. */
export function readContext(given: unknown): ContextInput {
  if (given === undefined) return { ok: true, value: {} };
  if (!isPlainObject(given)) return invalid('VALIDATION_FAILED', 'The context should be a JSON object.');
  const copy = copyJson(given, CONTEXT_LIMITS);
  if (!copy.ok) return invalid('VALIDATION_FAILED', `The context${at(copy.path)} ${copy.reason}.`);
  const value = copy.value as Context;
  const longKey = Object.keys(value).find((key) => key.length > CONTEXT_LIMITS.maxKeyLength || key === '');
  if (longKey !== undefined) {
    return invalid(
      'VALIDATION_FAILED',
      `The names of context properties should have 1 to ${CONTEXT_LIMITS.maxKeyLength} characters, unlike ${JSON.stringify(longKey.slice(0, 40))}.`,
    );
  }
  return { ok: true, value };
}

/** Refuses a context that a change would leave behind invalid. */
export function contextRejection(context: Context, definition: CompiledDefinition): Rejection | undefined {
  const count = Object.keys(context).length;
  if (count > CONTEXT_LIMITS.maxProperties) {
    return rejection(
      'CONTEXT_INVALID',
      `The context would have ${count} properties; it should have at most ${CONTEXT_LIMITS.maxProperties}.`,
    );
  }
  const errors = definition.contextErrors(context);
  if (errors.length === 0) return undefined;
  return rejection(
    'CONTEXT_INVALID',
    `The context would break the schema of ${definition.id} version ${definition.version}: ${errors.join('; ')}.`,
  );
}

function at(path: string): string {
  return path === '' ? '' : ` at ${path}`;
}

function invalid(code: Rejection['code'], reason: string): Rejected {
  return { ok: false, rejection: rejection(code, reason) };
}

function rejection(code: Rejection['code'], reason: string): Rejection {
  return { kind: 'rejected', code, reason };
}
