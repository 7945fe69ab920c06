import type { Context, ContextValue } from '@ledger/client';
import { InvalidArgumentError } from 'commander';

/**
 * Collects repeated `--context name=value`. A value that is JSON is taken as such (`true`, `3`, `null`, `"007"`,
 * `{"a":1}`), anything else as text; a whole JSON object is accepted too.
 */
export function collectContext(text: string, before: Context | undefined): Context {
  return { ...before, ...(text.trimStart().startsWith('{') ? wholeObject(text) : assignment(text)) };
}

function wholeObject(text: string): Context {
  try {
    return JSON.parse(text) as Context;
  } catch {
    throw new InvalidArgumentError('It begins like a JSON object but is none.');
  }
}

function assignment(text: string): Context {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write name=value or a JSON object.');
  return { [text.slice(0, at)]: jsonOrText(text.slice(at + 1)) };
}

function jsonOrText(text: string): ContextValue {
  try {
    return JSON.parse(text) as ContextValue;
  } catch {
    return text;
  }
}
