import { assertNotTooLong } from './longest-piece';

/** A line with its place in the file. */
export interface TextLine {
  /** 1-based; empty lines count, so that an editor shows the same one. */
  readonly number: number;
  /** Without blanks around; never empty. */
  readonly text: string;
}

/**
 * Cuts at line feeds alone: Node's own reader also cuts at U+2028, which JSON may hold as it is. A line that would fill
 * the memory is a `LogUnreadableError`.
 */
export async function* textLines(texts: AsyncIterable<string>): AsyncGenerator<TextLine> {
  let number = 0;
  let rest = '';
  for await (const text of texts) {
    assertNotTooLong(rest.length, `Line ${number + 1}`);
    // A long line is put together once, at its end.
    if (!text.includes('\n')) {
      rest += text;
      continue;
    }
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      number += 1;
      const line = part.trim();
      if (line !== '') yield { number, text: line };
    }
  }
  const last = rest.trim();
  if (last !== '') yield { number: number + 1, text: last };
}
