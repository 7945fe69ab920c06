import { connect, type SqlValue } from '../database/driver';

/**
 * Changes a ledger's file without the ledger, as an intruder with access to the disk could, also while a store has it
 * open. For tests of what detects that.
 */
export function alterFile(path: string, sql: string, parameters: readonly SqlValue[] = []): void {
  const connection = connect(path);
  try {
    connection.prepare(sql).run(parameters);
    // Into the file itself, so that its bytes can be changed too.
    connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    connection.close();
  }
}
