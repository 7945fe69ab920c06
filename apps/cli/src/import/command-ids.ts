import { hash } from 'node:crypto';
import type { TextLine } from '@ledger/exchange';

const HEX_DIGITS = 32;

/**
 * Gives lines without a `commandId` `import:<line>:<hash>`, the hash over the content up to and with the line: a file
 * that is imported again, or has grown at its end, gives the same ids; two lines that look alike do not.
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
