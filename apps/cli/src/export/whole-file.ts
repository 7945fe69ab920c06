import { open, rename, rm } from 'node:fs/promises';
import { usageFailure } from '../failures';

/**
 * Writes a file that is there whole or not at all: beside its place under another name first, on disk, then renamed. What
 * stood there before stays until then.
 */
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
