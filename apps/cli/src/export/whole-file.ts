import { open, rename, rm } from 'node:fs/promises';
import { usageFailure } from '../failures';

/** Writes a file whole or not at all: under another name beside its place first, on disk, then renamed. */
export async function wholeFile(path: string, chunks: AsyncIterable<Uint8Array | string>): Promise<void> {
  const unfinished = `${path}.unfinished-${process.pid}`;
  const file = await open(unfinished, 'w').catch((cause: NodeJS.ErrnoException) => {
    throw usageFailure(`${path} cannot be written (${cause.code ?? cause.message}).`, cause);
  });
  try {
    for await (const chunk of chunks) await file.writeFile(chunk);
    await file.sync();
    await file.close();
    await rename(unfinished, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** A text as the chunks of a file. */
export async function* textChunks(text: string): AsyncGenerator<string> {
  yield text;
}
