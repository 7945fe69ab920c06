import { StoreLockedError } from '@ledger/event-store';
import { connect } from './driver';
import { failureOf } from './failure';
import { translate } from './translate';

export interface DataLock {
  release(): void;
}

/**
 * An open exclusive transaction on a small database beside the ledger, whose own file readers need. The operating
 * system frees it however the process ends. Throws `StoreLockedError` where another process or store holds it.
 */
export function lockData(ledgerPath: string): DataLock {
  const path = `${ledgerPath}.lock`;
  try {
    const connection = connect(path, 0);
    try {
      // No journal: the transaction never writes.
      connection.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    } catch (error) {
      connection.close();
      throw error;
    }
    return {
      release: () => {
        connection.exec('ROLLBACK');
        connection.close();
      },
    };
  } catch (error) {
    if (failureOf(error).kind === 'unavailable' && isBusy(error))
      throw new StoreLockedError(ledgerPath, { cause: error });
    throw translate(error, ledgerPath, 'could not be locked');
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
}
