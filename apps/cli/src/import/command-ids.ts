import { hash } from 'node:crypto';
import type { TextLine } from '@ledger/exchange';

const HEX_DIGITS = 32;

/**
 * Gives every command line a `commandId` that lacks one: `import:<line>:<hash>`, where the hash covers the content up to
 * and with that line. So the same file imported again gives the same ids, a file that has grown at its end too, and two
 * files whose lines look alike do not. Other lines than JSON objects pass unchanged: the ledger refuses them.
 */
export async function* withCommandIds(lines: AsyncIterable<TextLine>): AsyncGenerator<TextLine> {
  let content = '';
  for await (const { number, text } of lines) {
    content = hash('sha256', `${content}\n${text}`);
    yield { number, text: withCommandId(text, `import:${number}:${content.slice(0, HEX_DIGITS)}`) };
  }
}

function withCommandId(text: string, commandId: string): string {
  const command = parsed(text);
  if (command === undefined || (command.commandId !== undefined && command.commandId !== null)) return text;
  return JSON.stringify({ ...command, commandId });
}

function parsed(text: string): { readonly commandId?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
