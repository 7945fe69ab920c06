import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StoreUnavailableError } from '@ledger/event-store';
import type { SystemLog } from '@ledger/runtime';
import { AppendQueue } from './writer/append-queue';
import { backupInThread } from './database/backup';
import { CommitFeed } from './feed/commit-feed';
import { type DataLock, lockData } from './database/data-lock';
import { connect, type Connection } from './database/driver';
import { InlineWriter } from './writer/inline-writer';
import { LastingReader } from './reader/lasting-reader';
import { LedgerReader } from './reader/ledger-reader';
import { LedgerWriter } from './writer/thread/ledger-writer';
import { OpenFiles } from './database/open-files';
import { assertLedger } from './database/schema';
import { errorOf, translate } from './database/translate';
import { LastingWriter } from './writer/lasting-writer';
import { WriterStartError } from './writer/worker-writer';
import type { WriterPort } from './writer/writer-port';

export const IN_MEMORY = ':memory:';

const NOT_OPENED = 'could not be opened';

/** What a store works with, depending on how it was opened. */
export interface OpenLedger {
  /** Canonical, so that every way to name the file leads to one lock and one channel. */
  readonly path: string;
  readonly reader: LastingReader;
  /** Absent in memory. */
  readonly files: OpenFiles | undefined;
  readonly feed: CommitFeed;
  /** Absent on a store for reading only. */
  readonly appends: AppendQueue | undefined;
  /** Copies the ledger, as of one moment, into a new file. */
  backup(targetPath: string): Promise<void>;
  /** Called once, after the last append has its answer. */
  close(): Promise<void>;
}

export interface OpenLedgerOptions {
  readonly path: string;
  readonly maxPages: number | undefined;
  readonly pollIntervalMs: number;
  readonly now: () => number;
  readonly log: SystemLog;
  readonly onGivenUp: (reason: string) => void;
}

/** A ledger for this process alone to append to. */
export async function openFile(options: OpenLedgerOptions): Promise<OpenLedger> {
  const path = canonicalPath(options.path);
  const lock = lockData(path);
  try {
    const appends = new AppendQueue(path, options.now);
    const opened: { files?: OpenFiles } = {};
    const { maxPages, log, onGivenUp } = options;
    const objection = (): string | undefined => opened.files?.objection();
    const writer = await LastingWriter.start({ path, maxPages }, appends, { log, objection, onGivenUp });
    opened.files = new OpenFiles(path);
    appends.connect(writer);
    return await withReader(opened.files, appends, writer, lock);
  } catch (error) {
    lock.release();
    if (error instanceof WriterStartError) throw errorOf(error.failure, path, NOT_OPENED, error);
    throw error;
  }
}

async function withReader(
  files: OpenFiles,
  appends: AppendQueue,
  writer: WriterPort,
  lock: DataLock,
): Promise<OpenLedger> {
  const { path } = files;
  try {
    const reader = openReader(files);
    return {
      path,
      reader,
      files,
      // No other process can append, and the writer's thread announces every commit: there is nothing to poll for.
      feed: new CommitFeed(path, undefined),
      appends,
      backup: (targetPath) => backupInThread(path, targetPath),
      close: async () => {
        reader.close();
        await writer.close();
        lock.release();
      },
    };
  } catch (error) {
    await appends.drain();
    await writer.close();
    throw translate(error, path, NOT_OPENED);
  }
}

/** A ledger that lives as long as the store. */
export function openInMemory(options: OpenLedgerOptions): OpenLedger {
  const feed = new CommitFeed(undefined, undefined);
  const appends = new AppendQueue(IN_MEMORY, options.now);
  const ledger = new LedgerWriter({ path: IN_MEMORY, maxPages: options.maxPages });
  const writer = new InlineWriter(ledger, appends, feed);
  appends.connect(writer);
  return {
    path: IN_MEMORY,
    reader: new LastingReader(new LedgerReader(ledger.connection), undefined),
    files: undefined,
    feed,
    appends,
    backup: (targetPath) => {
      ledger.connection.prepare('VACUUM INTO ?').run([targetPath]);
      return Promise.resolve();
    },
    close: () => writer.close(),
  };
}

/** A ledger that another store appends to, or did. */
export function openReadOnly(options: OpenLedgerOptions): OpenLedger {
  const path = canonicalPath(options.path);
  if (!existsSync(path)) throw new StoreUnavailableError(`The ledger in ${path} ${NOT_OPENED}: there is no such file.`);
  try {
    const files = new OpenFiles(path);
    const reader = openReader(files);
    return {
      path,
      reader,
      files,
      feed: new CommitFeed(path, options.pollIntervalMs),
      appends: undefined,
      backup: (targetPath) => backupInThread(path, targetPath),
      close: () => {
        reader.close();
        return Promise.resolve();
      },
    };
  } catch (error) {
    throw translate(error, path, NOT_OPENED);
  }
}

function openReader(files: OpenFiles): LastingReader {
  const open = (): LedgerReader => new LedgerReader(connectForReading(files.path));
  return new LastingReader(open(), () => {
    const objection = files.objection();
    if (objection !== undefined) throw new Error(objection);
    return open();
  });
}

function connectForReading(path: string): Connection {
  const connection = connect(path);
  try {
    // The driver has no read-only mode; this makes SQLite refuse every write on the connection.
    connection.exec('PRAGMA query_only = ON');
    assertLedger(connection, { mayBeNew: false });
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function canonicalPath(path: string): string {
  try {
    return existsSync(path) ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
  } catch (cause) {
    throw new StoreUnavailableError(`The ledger in ${path} ${NOT_OPENED}: its folder does not exist.`, { cause });
  }
}
