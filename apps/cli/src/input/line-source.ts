import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { decodedText, gunzipped, openLog, textLines, type OpenLog, type TextLine } from '@ledger/exchange';
import { usageFailure } from '../failures';

/** Lines of a text that may be compressed, with how far they have been read. */
export interface LineSource {
  /** Size of the file; undefined for what comes through a pipe. */
  readonly totalBytes: number | undefined;
  /** Bytes taken from the file so far, as they lie there (compressed). */
  bytesRead(): number;
  lines(): AsyncGenerator<TextLine>;
}

/** A file, or `-` for what comes through the pipe; gzip is recognised by its first bytes, not by its name. */
export async function openLineSource(path: string, stdin: Readable): Promise<LineSource> {
  if (path === '-') return pipedLines(stdin);
  const totalBytes = await sizeOf(path);
  let log: OpenLog | undefined;
  async function* lines(): AsyncGenerator<TextLine> {
    log = await openLog(path);
    yield* textLines(decodedText(log.chunks));
  }
  return { totalBytes, bytesRead: () => log?.readBytes() ?? 0, lines };
}

function pipedLines(stdin: Readable): LineSource {
  let read = 0;
  async function* chunks(): AsyncGenerator<Buffer> {
    for await (const chunk of stdin as AsyncIterable<Buffer | string>) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      read += bytes.length;
      yield bytes;
    }
  }
  return {
    totalBytes: undefined,
    bytesRead: () => read,
    lines: () => textLines(decodedText(inflated(chunks(), () => read))),
  };
}

async function sizeOf(path: string): Promise<number> {
  const stats = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw usageFailure(`Cannot read ${path} (${cause.code ?? cause.message}).`, cause);
  });
  if (stats.isDirectory()) throw usageFailure(`${path} is a folder; name a file.`);
  return stats.size;
}

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/** The bytes themselves, or what they inflate to where they are gzip (RFC 1952). */
async function* inflated(chunks: AsyncGenerator<Buffer>, readBytes: () => number): AsyncGenerator<Uint8Array> {
  let start: Buffer = Buffer.alloc(0);
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    start = Buffer.concat([start, next.value]);
    if (start.length >= GZIP_MAGIC.length) break;
  }
  const whole = followedBy(start, chunks);
  if (start.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC)) yield* gunzipped(Readable.from(whole), readBytes);
  else yield* whole;
}

async function* followedBy(start: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield start;
  yield* rest;
}
