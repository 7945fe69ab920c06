import { Readable } from 'node:stream';

/** Everything that a reader yields. */
export async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** A file's chunks, cut at every third byte: characters and tags are split. */
export function inThrees(content: string | Buffer): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(content);
  return Readable.from(Array.from({ length: Math.ceil(bytes.length / 3) }, (_, n) => bytes.subarray(n * 3, n * 3 + 3)));
}
