import type { Context, ContextValue } from '@ledger/client';
import { hasUnsafeInteger } from '@ledger/plain-data';
import { InvalidArgumentError } from 'commander';

/** Collects repeated `--context name=value` or a whole JSON object; a value that is JSON is taken as such. */
export function collectContext(text: string, before: Context | undefined): Context {
  const added = text.trimStart().startsWith('{') ? wholeObject(text) : assignment(text);
  return { ...before, ...added };
}

/** Collects a repeated option. */
export function collectText(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function wholeObject(text: string): Context {
  try {
    return exact(text) as Context;
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw error;
    throw new InvalidArgumentError('It begins like a JSON object but is not valid JSON.');
  }
}

function assignment(text: string): Context {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write name=value or a JSON object.');
  return { [text.slice(0, at)]: jsonOrText(text.slice(at + 1)) };
}

function jsonOrText(text: string): ContextValue {
  try {
    return exact(text) as ContextValue;
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw error;
    return text;
  }
}

/** Parses JSON; a whole number that would become another one is refused. */
function exact(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!hasUnsafeInteger(text)) return value;
  throw new InvalidArgumentError(
    `Write a whole number beyond ${Number.MAX_SAFE_INTEGER} as a text, such as id='"10016114430915841234"'.`,
  );
}

/** Collects repeated `--map OLD=NEW`. */
export function collectStates(
  text: string,
  before: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  const [from = '', to = '', ...rest] = text.split('=');
  if (from === '' || to === '' || rest.length > 0) throw new InvalidArgumentError('Write it as OLD_STATE=NEW_STATE.');
  return { ...before, [from]: to };
}
