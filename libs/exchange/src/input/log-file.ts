import { createReadStream } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { open as openArchive, type Entry, type ZipFile } from 'yauzl';
import { errorMessage } from '../error-message';
import { LogUnreadableError } from '../log-event';

/** A log file opened for reading: its content inflated, and how far the file itself has been read. */
export interface OpenLog {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Of the file as it lies on disk, for a progress bar. */
  readonly bytes: number;
  readBytes(): number;
}

const GZIP = Buffer.from([0x1f, 0x8b]);
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const EMPTY_ZIP = Buffer.from('PK\u0005\u0006', 'latin1');

/** Opens a log, plain, gzip or zip of one file, by its first bytes, as a stream. Damage is a `LogUnreadableError`. */
export async function openLog(path: string): Promise<OpenLog> {
  const { bytes, head } = await beginningOf(path);
  const isGzip = begins(head, GZIP);
  const isZip = begins(head, ZIP) || begins(head, EMPTY_ZIP);
  refuseFalseName(path, bytes, isGzip, isZip);
  let read = 0;
  const progress = { bytes, readBytes: () => read };
  if (isZip) return { ...progress, chunks: await zipChunks(path, (inflated) => (read = inflated)) };
  const file = createReadStream(path);
  file.on('data', (chunk) => (read += chunk.length));
  file.pause();
  return { ...progress, chunks: isGzip ? gunzipped(file, () => read) : file };
}

/** What inflates gzip (RFC 1952). Data that is cut off or damaged is a `LogUnreadableError`. */
export async function* gunzipped(file: Readable, readBytes: () => number): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  // An error of either end comes out of the loop below; the callback only says that it is dealt with.
  pipeline(file, gunzip, () => undefined);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (cause) {
    throw new LogUnreadableError(
      `The gzip data is cut off or damaged (${errorMessage(cause)}, after ${readBytes()} bytes of the file); get the file again.`,
      { cause },
    );
  }
}

async function beginningOf(path: string): Promise<{ readonly bytes: number; readonly head: Buffer }> {
  const file = await openFile(path);
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(Math.min(size, ZIP.length));
    await file.read(head, 0, head.length, 0);
    return { bytes: size, head };
  } finally {
    await file.close();
  }
}

function begins(head: Buffer, magic: Buffer): boolean {
  return head.subarray(0, magic.length).equals(magic);
}

function refuseFalseName(path: string, bytes: number, isGzip: boolean, isZip: boolean): void {
  const ending = /\.(gz|zip)$/.exec(path.toLowerCase())?.[1];
  if (ending === undefined || (ending === 'gz' ? isGzip : isZip)) return;
  const what = bytes === 0 ? 'is empty' : isGzip ? 'holds gzip data' : isZip ? 'is a zip archive' : 'is not compressed';
  throw new LogUnreadableError(`The file is named .${ending} but ${what}; rename it, or get it again.`);
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    openArchive(path, { lazyEntries: true, autoClose: false }, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

/** Archives made on a Mac carry stubs beside their files. */
function isFile({ fileName }: Entry): boolean {
  return !fileName.endsWith('/') && !fileName.startsWith('__MACOSX/') && basename(fileName) !== '.DS_Store';
}

/** The archive's one file: which of several is the log cannot be told. */
function onlyFile(zip: ZipFile): Promise<Entry> {
  return new Promise((resolve, reject) => {
    const files: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      if (isFile(entry)) files.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => {
      const [first] = files;
      if (first !== undefined && files.length === 1) resolve(first);
      else reject(new LogUnreadableError(notOneFile(files)));
    });
    zip.on('error', reject);
    zip.readEntry();
  });
}

function notOneFile(files: readonly Entry[]): string {
  const names = files.map(({ fileName }) => fileName);
  if (names.includes('[Content_Types].xml')) return 'The file is an Office document; save the sheet as CSV.';
  if (names.length === 0) return 'The archive holds no file.';
  const shown = names.slice(0, 3).join(', ');
  return `The archive holds ${names.length} files (${shown}${names.length > 3 ? ', …' : ''}); give the log alone.`;
}

async function zipChunks(path: string, read: (bytes: number) => void): Promise<AsyncIterable<Uint8Array>> {
  try {
    const zip = await openZip(path);
    const entry = await onlyFile(zip);
    return inflatedEntry(zip, entry, read);
  } catch (cause) {
    throw damagedZip(cause);
  }
}

async function* inflatedEntry(zip: ZipFile, entry: Entry, read: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  try {
    const stream = await new Promise<Readable>((resolve, reject) => {
      zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    let inflated = 0;
    for await (const chunk of stream) {
      const bytes = chunk as Buffer;
      inflated += bytes.length;
      read((inflated / entry.uncompressedSize) * entry.compressedSize);
      yield bytes;
    }
  } catch (cause) {
    throw damagedZip(cause);
  } finally {
    zip.close();
  }
}

function damagedZip(cause: unknown): LogUnreadableError {
  if (cause instanceof LogUnreadableError) return cause;
  return new LogUnreadableError(`The zip archive is cut off or damaged (${errorMessage(cause)}); get the file again.`, {
    cause,
  });
}
