import type { Connection } from '../../database/driver';
import { failureOf, type SqliteFailure } from '../../database/failure';

/**
 * Commits 64 KiB and removes them again. A lock or a single page proves nothing: both may be had on a disk that has no
 * room for the next appends. Random, so that no file system stores it in less.
 */
export function probeWriting(connection: Connection): SqliteFailure | undefined {
  try {
    connection.exec(
      'BEGIN IMMEDIATE; DROP TABLE IF EXISTS write_probe; CREATE TABLE write_probe (filler BLOB) STRICT; ' +
        'INSERT INTO write_probe VALUES (randomblob(65536)); COMMIT; DROP TABLE write_probe',
    );
    return undefined;
  } catch (error) {
    rollBack(connection);
    return failureOf(error);
  }
}

/** The cause to be told is that of the write, whatever becomes of its rollback. */
function rollBack(connection: Connection): void {
  try {
    if (connection.inTransaction) connection.exec('ROLLBACK');
  } catch {
    return;
  }
}
