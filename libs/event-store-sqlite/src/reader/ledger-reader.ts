import type { Position, RecordedEvent, StreamName } from '@ledger/event-store';
import type { Connection, SqlValue, Statement } from '../database/driver';

const COLUMNS = 'revision, position, events.id, type, data, metadata, recorded_at';
const OF_STREAM = `SELECT ${COLUMNS} FROM events WHERE stream = (SELECT id FROM streams WHERE name = ?)`;
// CROSS JOIN keeps SQLite from starting at the streams and sorting.
const WITH_STREAM = `SELECT ${COLUMNS}, streams.name FROM events CROSS JOIN streams ON streams.id = events.stream`;

const OF_STREAMS =
  `SELECT ${COLUMNS}, number FROM (SELECT key AS number, value AS name FROM json_each(?)) AS asked ` +
  'CROSS JOIN streams ON streams.name = asked.name CROSS JOIN events ON events.stream = streams.id AND revision < ? ' +
  'ORDER BY number, revision';

/** Reads pages of events. Each call is one statement, run to its end, so no snapshot outlives it. */
export class LedgerReader {
  readonly #forwards: Statement;
  readonly #backwards: Statement;
  readonly #beginnings: Statement;
  readonly #findStream: Statement;
  readonly #all: Statement;
  readonly #last: Statement;
  readonly #ofCategories = new Map<number, Statement>();

  constructor(private readonly connection: Connection) {
    this.#forwards = connection.prepare(`${OF_STREAM} AND revision >= ? ORDER BY revision LIMIT ?`);
    this.#backwards = connection.prepare(`${OF_STREAM} AND revision <= ? ORDER BY revision DESC LIMIT ?`);
    this.#beginnings = connection.prepare(OF_STREAMS);
    this.#findStream = connection.prepare('SELECT id FROM streams WHERE name = ?');
    this.#all = connection.prepare(`${WITH_STREAM} WHERE position > ? ORDER BY position LIMIT ?`);
    this.#last = connection.prepare('SELECT max(position) FROM events');
  }

  /** Events of a stream from a revision on (inclusive), in the direction of the reading. */
  stream(stream: StreamName, from: number, limit: number, direction: 'forwards' | 'backwards'): RecordedEvent[] {
    const statement = direction === 'forwards' ? this.#forwards : this.#backwards;
    return statement.all([stream, from, limit]).map((row) => eventOf(row, stream));
  }

  /** The first events of each stream; none for one that does not exist. */
  beginnings(streams: readonly StreamName[], limit: number): RecordedEvent[][] {
    const [only] = streams;
    if (only !== undefined && streams.length === 1) return [this.stream(only, 0, limit, 'forwards')];
    const found = streams.map((): RecordedEvent[] => []);
    for (const row of this.#beginnings.all([JSON.stringify(streams), limit])) {
      const number = row[7] as number;
      found[number]?.push(eventOf(row, streams[number] as StreamName));
    }
    return found;
  }

  hasStream(stream: StreamName): boolean {
    return this.#findStream.get([stream]) !== undefined;
  }

  /** Events after a position. By categories, its cost is that of the events found, not of those between them. */
  all(after: number, limit: number, categories: readonly string[] | undefined): RecordedEvent[] {
    if (categories?.length === 0) return [];
    const rows =
      categories === undefined
        ? this.#all.all([after, limit])
        : this.#byCategories(categories.length).all([...categories.flatMap((name) => [name, after, limit]), limit]);
    return rows.map((row) => eventOf(row, row[7] as StreamName));
  }

  /** Position of the last event; 0 while there is none. */
  lastPosition(): number {
    return Number(this.#last.get([])?.[0] ?? 0);
  }

  close(): void {
    this.connection.close();
  }

  /** Merges one walk along the category index for each category; a single `IN` would sort everything after the position. */
  #byCategories(count: number): Statement {
    const known = this.#ofCategories.get(count);
    if (known !== undefined) return known;
    const walk =
      'SELECT * FROM (SELECT position AS found FROM events WHERE category = ' +
      '(SELECT id FROM categories WHERE name = ?) AND position > ? ORDER BY position LIMIT ?)';
    const found = Array.from({ length: count }, () => walk).join(' UNION ALL ');
    const statement = this.connection.prepare(
      `SELECT ${COLUMNS}, streams.name FROM (${found} ORDER BY found LIMIT ?) ` +
        'CROSS JOIN events ON events.position = found CROSS JOIN streams ON streams.id = events.stream ORDER BY found',
    );
    this.#ofCategories.set(count, statement);
    return statement;
  }
}

function eventOf(row: readonly SqlValue[], stream: StreamName): RecordedEvent {
  return {
    stream,
    revision: BigInt(row[0] as number),
    position: String(row[1]) as Position,
    id: row[2] as string,
    type: row[3] as string,
    data: row[4] as string,
    metadata: row[5] as string,
    recordedAt: new Date(row[6] as number).toISOString(),
  };
}
