import type { CommandLine } from './types';

export interface CommandBatch {
  /** 0-based place of the first line in the whole posting. */
  readonly offset: number;
  readonly lines: readonly string[];
}

export interface BatchLimits {
  readonly lines: number;
  /** UTF-8 bytes; a single longer line still travels, alone, and is the ledger's to refuse. */
  readonly bytes: number;
}

/** Groups lines, in order, into requests of bounded size. */
export async function* commandBatches(
  source: Iterable<CommandLine | string> | AsyncIterable<CommandLine | string>,
  limits: BatchLimits,
): AsyncGenerator<CommandBatch> {
  let offset = 0;
  let lines: string[] = [];
  let bytes = 0;
  for await (const item of source) {
    const line = typeof item === 'string' ? item : JSON.stringify(item);
    const size = Buffer.byteLength(line) + 1;
    if (lines.length > 0 && (lines.length >= limits.lines || bytes + size > limits.bytes)) {
      yield { offset, lines };
      offset += lines.length;
      lines = [];
      bytes = 0;
    }
    lines.push(line);
    bytes += size;
  }
  if (lines.length > 0) yield { offset, lines };
}

/** Whether every line carries a `commandId`, so that sending them again changes nothing. */
export function areRepeatable(lines: readonly string[]): boolean {
  return lines.every((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return typeof value === 'object' && value !== null && 'commandId' in value && typeof value.commandId === 'string';
    } catch {
      // What is not JSON is refused each time.
      return true;
    }
  });
}
