/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html) that are told apart. */
const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;

/** A driver's error as data, which survives the way between threads. */
export interface SqliteFailure {
  readonly kind: 'full' | 'unreadable' | 'unavailable';
  readonly message: string;
}

/** A failure found by the ledger itself, not by the driver: the file is sound SQLite, and not what it should be. */
export class UnreadableLedger extends Error {}

/** What SQLite calls damage and only one connection has met: while a disk fails, what is read of it says so as well. */
export class UnprovenDamage extends Error {}

/** The error of one connection, which proves no damage. */
export function unproven(error: unknown): unknown {
  const { kind, message } = failureOf(error);
  return kind === 'unreadable' ? new UnprovenDamage(message, { cause: error }) : error;
}

/** Reads the driver's error. Extended codes keep the primary one in their low byte. */
export function failureOf(error: unknown): SqliteFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UnreadableLedger) return { kind: 'unreadable', message };
  if (error instanceof UnprovenDamage) return { kind: 'unavailable', message };
  switch (primaryCode(error)) {
    case SQLITE_FULL:
      return { kind: 'full', message: 'there is no space left for it' };
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return { kind: 'unreadable', message: `it is damaged or no ledger (${message})` };
    case SQLITE_BUSY:
      return { kind: 'unavailable', message: `another process holds it locked (${message})` };
    default:
      return { kind: 'unavailable', message };
  }
}

function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('rawCode' in error) || typeof error.rawCode !== 'number') return undefined;
  return error.rawCode & 0xff;
}
