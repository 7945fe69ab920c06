import { StoreLockedError } from '@ledger/event-store';
import { existsSync, rmSync } from 'node:fs';
import { connect, type Connection } from './driver';
import { failureOf } from './failure';
import { inodeOf } from './open-files';
import { translate } from './translate';

export interface DataLock {
  release(): void;
}

/**
 * An open exclusive transaction on a small database beside the ledger, whose own file readers need. The operating
 * system frees it however the process ends. Throws `StoreLockedError` where another process or store holds it, also if
 * its lock file was removed meanwhile.
 */
export function lockData(ledgerPath: string): DataLock {
  const path = `${ledgerPath}.lock`;
  const before = inodeOf(path);
  try {
    const connection = exclusively(path, 'MEMORY');
    const release = (): void => {
      connection.exec('ROLLBACK');
      connection.close();
    };
    // Another process that held the file that was here may still hold it.
    if (before === undefined || inodeOf(path) !== before) assertUnused(ledgerPath, path, release);
    return { release };
  } catch (error) {
    if (error instanceof StoreLockedError) throw error;
    if (isBusy(error)) throw new StoreLockedError(ledgerPath, { cause: error });
    throw translate(error, ledgerPath, 'could not be locked');
  }
}

/** A connection in an exclusive transaction. No journal is written: the transaction never writes. */
function exclusively(path: string, journal: 'MEMORY' | undefined): Connection {
  const connection = connect(path, 0);
  try {
    connection.exec(journal === undefined ? 'PRAGMA locking_mode = EXCLUSIVE' : `PRAGMA journal_mode = ${journal}`);
    connection.exec('BEGIN EXCLUSIVE');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** SQLite gives the ledger's own file to one connection alone only while no other one, reader or writer, has it open. */
function assertUnused(ledgerPath: string, lockPath: string, release: () => void): void {
  if (!existsSync(ledgerPath)) return;
  try {
    const connection = exclusively(ledgerPath, undefined);
    connection.exec('ROLLBACK');
    connection.close();
  } catch (error) {
    // Anything else that is wrong with the ledger shows when it is opened.
    if (!isBusy(error)) return;
    // The next start must not take this new file for the one that is held.
    rmSync(lockPath, { force: true });
    release();
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  return (
    failureOf(error).kind === 'unavailable' &&
    error instanceof Error &&
    'code' in error &&
    (error.code === 'SQLITE_BUSY' || error.code === 'SQLITE_LOCKED')
  );
}
