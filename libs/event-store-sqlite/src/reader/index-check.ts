import type { StreamName } from '@ledger/event-store';
import type { Connection, Statement } from '../database/driver';

/** Where a reading of a stream ended: the stream's number, and the last revision found; -1 without any. */
export type StreamEnd = readonly [stream: number, revision: number];

/** For each end: the stream's number, stream and revision of the index's next entry, and the number of the next stream. */
const BEHIND =
  "SELECT asked.id, (SELECT CAST(stream AS INTEGER) || ' ' || CAST(events.revision AS INTEGER) FROM events " +
  'WHERE (stream, events.revision) > (asked.id, asked.revision) ORDER BY stream, events.revision LIMIT 1), ' +
  '(SELECT streams.id FROM streams WHERE streams.id > asked.id ORDER BY streams.id LIMIT 1) ' +
  "FROM (SELECT json_extract(value, '$[0]') AS id, json_extract(value, '$[1]') AS revision FROM json_each(?)) AS asked";

/** The entry of the index on one side of a name: whether the table has the same name there; null without an entry. */
const neighbour = (comparison: '<' | '>', order: 'ASC' | 'DESC'): string =>
  '(SELECT near.name = (SELECT name FROM streams AS own WHERE own.id = near.id) FROM streams AS near ' +
  `WHERE near.name ${comparison} asked.value ORDER BY near.name ${order} LIMIT 1)`;

const BESIDE = `SELECT ${neighbour('<', 'DESC')}, ${neighbour('>', 'ASC')} FROM json_each(?) AS asked`;

/**
 * A damaged index shows fewer events than there are, and events prove nothing of what is missing. Of what an index does
 * not show it is asked what it shows instead.
 */
export class IndexCheck {
  readonly #behind: Statement;
  readonly #beside: Statement;
  readonly #anyStream: Statement;

  constructor(connection: Connection) {
    this.#behind = connection.prepare(BEHIND);
    this.#beside = connection.prepare(BESIDE);
    this.#anyStream = connection.prepare('SELECT id FROM streams ORDER BY id LIMIT 1');
  }

  /**
   * Whether the index continues with the first event of the next stream behind each, or with a later one of its own that
   * came since. A stream without any event is damaged: it was created with one.
   */
  endsHold(ends: readonly StreamEnd[]): boolean {
    if (ends.length === 0) return true;
    const rows = this.#behind.all([JSON.stringify(ends)]);
    return rows.every(([id, found, next], number) => {
      if (typeof found !== 'string') return next === null && ends[number]?.[1] !== -1;
      return found.startsWith(`${id} `) || (found === `${next} 0` && ends[number]?.[1] !== -1);
    });
  }

  /** Whether the names beside each are those of the table: a search that was misled ends beside what misled it. */
  absencesHold(names: readonly StreamName[]): boolean {
    if (names.length === 0) return true;
    const rows = this.#beside.all([JSON.stringify(names)]);
    if (rows.some(([before, behind]) => before === 0 || behind === 0)) return false;
    return rows.every((row) => row.some((side) => side === 1)) || this.#anyStream.get([]) === undefined;
  }
}
