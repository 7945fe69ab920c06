import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { usageFailure } from '../failures';

/** A line with its place in the file. */
export interface SourceLine {
  /** 1-based; empty lines count, so that an editor shows the same one. */
  readonly number: number;
  /** Without its line end; never empty. */
  readonly text: string;
}

/** Lines of a text that may be compressed, with how far they have been read. */
export interface LineSource {
  /** Size of the file; undefined for what comes through a pipe. */
  readonly totalBytes: number | undefined;
  /** Bytes taken from the file so far, as they lie there (compressed). */
  bytesRead(): number;
  lines(): AsyncGenerator<SourceLine>;
}

/** A file, or `-` for what comes through the pipe; gzip is recognised by its first bytes, not by its name. */
export async function openLineSource(path: string, stdin: Readable): Promise<LineSource> {
  const name = path === '-' ? 'The input' : path;
  const totalBytes = path === '-' ? undefined : await sizeOf(path);
  let read = 0;
  async function* chunks(): AsyncGenerator<Buffer> {
    const stream: AsyncIterable<Buffer | string> =
      path === '-' ? stdin : createReadStream(path, { highWaterMark: READ_BYTES });
    for await (const chunk of stream) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      read += bytes.length;
      yield bytes;
    }
  }
  return { totalBytes, bytesRead: () => read, lines: () => linesOf(inflated(chunks(), name)) };
}

async function sizeOf(path: string): Promise<number> {
  const stats = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw usageFailure(`${path} cannot be read (${cause.code ?? cause.message}).`, cause);
  });
  if (stats.isDirectory()) throw usageFailure(`${path} is a folder; name a file.`);
  return stats.size;
}

/** Small, so that what was read says how far the work is: a compressed byte may hold many lines. */
const READ_BYTES = 16_384;

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/** The bytes themselves, or what they inflate to where they are gzip (RFC 1952). */
async function* inflated(chunks: AsyncGenerator<Buffer>, name: string): AsyncGenerator<Buffer> {
  let start: Buffer = Buffer.alloc(0);
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    start = Buffer.concat([start, next.value]);
    if (start.length >= GZIP_MAGIC.length) break;
  }
  const whole = followedBy(start, chunks);
  if (!start.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC)) {
    yield* whole;
    return;
  }
  const gunzip = createGunzip();
  // An error of either end comes out of the loop below; the callback only says that it is dealt with.
  pipeline(Readable.from(whole), gunzip, () => undefined);
  try {
    for await (const bytes of gunzip) yield bytes as Buffer;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw usageFailure(`${name} begins as gzip and is damaged further on: ${why}.`, cause);
  }
}

async function* followedBy(start: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield start;
  yield* rest;
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<SourceLine> {
  const decoder = new TextDecoder();
  let number = 0;
  let rest = '';
  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      number++;
      const text = part.trim();
      if (text !== '') yield { number, text };
    }
  }
  const text = (rest + decoder.decode()).trim();
  if (text !== '') yield { number: number + 1, text };
}
