import { createReadStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { open, type Entry, type ZipFile } from 'yauzl';
import { LogUnreadableError } from './log-event';

/** A log file opened for reading: its content inflated, and how far the file itself has been read. */
export interface OpenLog {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Of the file as it lies on disk, for a progress bar. */
  readonly bytes: number;
  readBytes(): number;
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(path, { lazyEntries: true }, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

/** The first entry that is a file of its own: archives made on a Mac carry stubs beside it. */
function firstFile(zip: ZipFile): Promise<Entry> {
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      const isFile = !entry.fileName.endsWith('/') && !entry.fileName.startsWith('__MACOSX/');
      if (isFile) resolve(entry);
      else zip.readEntry();
    });
    zip.on('end', () => reject(new LogUnreadableError('The archive holds no file.')));
    zip.on('error', reject);
    zip.readEntry();
  });
}

async function zipStream(path: string, read: (bytes: number) => void): Promise<Readable> {
  const zip = await openZip(path);
  const entry = await firstFile(zip);
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) {
        reject(error);
        return;
      }
      let inflated = 0;
      stream.on('data', (chunk: Buffer) =>
        read(((inflated += chunk.length) / entry.uncompressedSize) * entry.compressedSize),
      );
      stream.on('close', () => zip.close());
      stream.pause();
      resolve(stream);
    });
  });
}

/** Opens a log, plain, `.gz` or `.zip` (its first file). Nothing is written to disk and memory does not grow with it. */
export async function openLog(path: string): Promise<OpenLog> {
  const { size } = statSync(path);
  let read = 0;
  if (path.toLowerCase().endsWith('.zip')) {
    const chunks = await zipStream(path, (bytes) => (read = bytes));
    return { chunks, bytes: size, readBytes: () => read };
  }
  const file = createReadStream(path);
  file.on('data', (chunk) => (read += chunk.length));
  file.pause();
  if (!path.toLowerCase().endsWith('.gz')) return { chunks: file, bytes: size, readBytes: () => read };
  const inflated = file.pipe(createGunzip());
  file.on('error', (error) => inflated.destroy(error));
  return { chunks: inflated, bytes: size, readBytes: () => read };
}
