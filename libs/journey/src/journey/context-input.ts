import { figure } from '@ledger/plain-data';
import { contextBytes, type Context, type ContextValue } from '../context';
import type { CompiledDefinition } from '../definition/definition';
import type { Rejection } from './journey.decision';
import { copyJson, fieldPath, isPlainObject, pointerToken } from '../plain-json';

/** How large a context or a patch may be: enough for any call flow, bounded for guards and the fold. */
export const CONTEXT_LIMITS = {
  maxDepth: 16,
  maxValues: 2_000,
  maxProperties: 500,
  maxKeyLength: 128,
  /** Of the context as a whole, as JSON in UTF-8; a decision may be given another. */
  maxBytes: 65_536,
} as const;

const NUL = '\u0000';

export type ContextInput = { readonly ok: true; readonly value: Context } | Rejected;
interface Rejected {
  readonly ok: false;
  readonly rejection: Rejection;
}

/** Copies a caller's context or merge patch as plain JSON, or says what is wrong with it. */
export function readContext(given: unknown): ContextInput {
  if (given === undefined) return { ok: true, value: {} };
  if (!isPlainObject(given)) return invalid('context must be a JSON object.');
  const copy = copyJson(given, CONTEXT_LIMITS);
  if (!copy.ok) return invalid(`${fieldPath(copy.path)} ${copy.reason}.`);
  const value = copy.value as Context;
  const longKey = Object.keys(value).find((key) => key.length > CONTEXT_LIMITS.maxKeyLength || key === '');
  if (longKey !== undefined) {
    const shown = JSON.stringify(longKey.slice(0, 40));
    return invalid(
      `The names of context fields have 1 to ${CONTEXT_LIMITS.maxKeyLength} characters; ${shown} does not.`,
    );
  }
  const nul = pointerOfNul(value, '');
  if (nul !== undefined) {
    const reason = `${fieldPath(nul)} must be without the character U+0000, which databases cannot hold in a text.`;
    return { ok: false, rejection: rejection('CONTEXT_INVALID', reason) };
  }
  return { ok: true, value };
}

/** Where a text or a name has U+0000, as a JSON Pointer. */
function pointerOfNul(value: ContextValue, path: string): string | undefined {
  if (typeof value === 'string') return value.includes(NUL) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const found = key.includes(NUL) ? path : pointerOfNul(item, `${path}/${pointerToken(key)}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a context is held to. */
export interface ContextRules {
  readonly definition: CompiledDefinition;
  /** Bytes of the whole as JSON. */
  readonly maxBytes: number;
  /** What the context grows from; one that is stored already may stay too large, or shrink. */
  readonly before?: Context;
  /** How errors name the value at fault, instead of what the caller sent. */
  readonly given?: string;
}

/** Refuses a context that a change would make invalid or too large. */
export function contextRejection(
  context: Context,
  { definition, maxBytes, before, given }: ContextRules,
): Rejection | undefined {
  const bytes = contextBytes(context);
  if (bytes > maxBytes && (before === undefined || bytes > contextBytes(before))) {
    const limit = `the limit is ${figure(maxBytes)}. Remove what the flow needs no more`;
    return rejection('CONTEXT_TOO_LARGE', `context would have ${figure(bytes)} bytes as JSON; ${limit}.`);
  }
  const count = Object.keys(context).length;
  if (count > CONTEXT_LIMITS.maxProperties) {
    const limit = CONTEXT_LIMITS.maxProperties;
    return rejection('CONTEXT_INVALID', `context would have ${count} fields; the limit is ${limit}.`);
  }
  const errors = definition.contextErrors(context, given);
  return errors.length === 0 ? undefined : rejection('CONTEXT_INVALID', errors.join(' '));
}

function invalid(reason: string): Rejected {
  return { ok: false, rejection: rejection('VALIDATION_FAILED', reason) };
}

function rejection(code: Rejection['code'], reason: string): Rejection {
  return { kind: 'rejected', code, reason };
}
