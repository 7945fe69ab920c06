import type { Connection } from './driver';
import { UnreadableLedger } from './failure';

/** "JLGR": tells a ledger from any other SQLite file (https://www.sqlite.org/pragma.html#pragma_application_id). */
export const APPLICATION_ID = 0x4a4c4752;

/**
 * Step `n` brings a file from schema `n` to `n + 1`. Steps are only ever added: ledgers of every version exist.
 *
 * - `position` is the rowid, so events lie in position order and appending them goes to the end of the file.
 * - `events_of_category` holds `(category, position)`, as every index ends in the rowid.
 * - Ids are unique among the events of a stream that were appended without an exact revision. For the others a repeated
 *   append is recognised by its revision, and an index over all ids would cost every append a write at a random page.
 * - `checksum` is null in rows that were written under schema 1: SQLite cannot compute it, and to rewrite a whole ledger
 *   would hold up its first start. Their hash chains prove all of them but position and time.
 */
const STEPS: readonly string[] = [
  `CREATE TABLE categories (
     id INTEGER PRIMARY KEY,
     name TEXT NOT NULL UNIQUE
   ) STRICT;
   CREATE TABLE streams (
     id INTEGER PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     category INTEGER NOT NULL REFERENCES categories (id)
   ) STRICT;
   CREATE TABLE events (
     position INTEGER PRIMARY KEY,
     stream INTEGER NOT NULL REFERENCES streams (id),
     revision INTEGER NOT NULL,
     category INTEGER NOT NULL REFERENCES categories (id),
     unordered INTEGER NOT NULL,
     id TEXT NOT NULL,
     type TEXT NOT NULL,
     data TEXT NOT NULL,
     metadata TEXT NOT NULL,
     recorded_at INTEGER NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX events_of_stream ON events (stream, revision);
   CREATE INDEX events_of_category ON events (category);
   CREATE UNIQUE INDEX unordered_event_ids ON events (stream, id) WHERE unordered = 1;`,
  `ALTER TABLE events ADD COLUMN checksum INTEGER;`,
];

export const SCHEMA_VERSION = STEPS.length;

/** Creates the tables of a new file, or brings an older one forward, in one transaction. */
export function migrate(connection: Connection): void {
  assertLedger(connection, { mayBeNew: true });
  const version = readNumber(connection, 'PRAGMA user_version');
  if (version === SCHEMA_VERSION) return;
  connection.exec('BEGIN IMMEDIATE');
  try {
    for (const step of STEPS.slice(version)) connection.exec(step);
    connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}`);
    connection.exec('COMMIT');
  } catch (error) {
    // Some errors make SQLite roll back by itself.
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

/** Throws where the file is another application's, or its schema is not the one that this version reads. */
export function assertLedger(connection: Connection, options: { readonly mayBeNew: boolean }): void {
  const application = readNumber(connection, 'PRAGMA application_id');
  const version = readNumber(connection, 'PRAGMA user_version');
  if (application !== APPLICATION_ID) {
    const isNew = application === 0 && version === 0 && readNumber(connection, COUNT_TABLES) === 0;
    if (isNew && options.mayBeNew) return;
    throw new UnreadableLedger(
      isNew ? 'it is empty; open it for writing once' : 'it is a database of another application; name another file',
    );
  }
  if (version > SCHEMA_VERSION) {
    throw new UnreadableLedger(
      `it was written by a newer version (schema ${version}, this one knows ${SCHEMA_VERSION}); use that version`,
    );
  }
  if (version < SCHEMA_VERSION && !options.mayBeNew) {
    throw new UnreadableLedger(`it has the older schema ${version}; open it for writing once, which brings it forward`);
  }
}

const COUNT_TABLES = 'SELECT count(*) FROM sqlite_schema';

function readNumber(connection: Connection, sql: string): number {
  return Number(connection.prepare(sql).get([])?.[0]);
}
