import { connect, type SqlValue } from '../database/driver';

/**
 * Changes a ledger's file behind its back, as somebody with access to the disk could. For tests of what finds that out;
 * an open store may go on beside it.
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
