import { type AppendRequest, idAt } from './append-request';
import type { Connection, Statement } from '../../database/driver';
import type { StreamHead } from './stream-head-cache';

/** Where the last event of an append already stands: its reply had been lost, and it was sent again. */
export interface StoredAppend {
  readonly revision: number;
  readonly position: number;
}

/** Recognises appends that are in the ledger already, by the ids of their events. */
export class RepeatedAppends {
  readonly #findFrom: Statement;
  readonly #findId: Statement;

  constructor(connection: Connection) {
    this.#findFrom = connection.prepare(
      'SELECT CAST(id AS BLOB), position FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?',
    );
    this.#findId = connection.prepare('SELECT revision FROM events WHERE unordered = 1 AND stream = ? AND id = ?');
  }

  /** The stored append where exactly these events stand from a revision on. */
  at(request: AppendRequest, head: StreamHead, revision: number): StoredAppend | undefined {
    const last = revision + request.count - 1;
    if (revision < 0 || last > head.revision) return undefined;
    const rows = this.#findFrom.all([head.id, revision, request.count]);
    if (rows.some((row, index) => String(row[0]) !== idAt(request, index))) return undefined;
    return { revision: last, position: rows.at(-1)?.[1] as number };
  }

  /** For an append at whatever revision: the stored one; `mixed` where only a part of its ids is known. */
  anywhere(request: AppendRequest, head: StreamHead): StoredAppend | 'mixed' | undefined {
    const known = Array.from({ length: request.count }, (_, index) =>
      this.#findId.get([head.id, idAt(request, index)]),
    );
    if (known.every((row) => row === undefined)) return undefined;
    const first = known[0]?.[0] as number | undefined;
    return (first === undefined ? undefined : this.at(request, head, first)) ?? 'mixed';
  }
}
