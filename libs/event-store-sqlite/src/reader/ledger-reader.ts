import { LedgerDamagedError, type RecordedEvent, type StreamName } from '@ledger/event-store';
import type { Connection, Statement } from '../database/driver';
import { UnreadableLedger } from '../database/failure';
import { fileFindings } from '../database/file-check';
import { joinedEvents, joinedPage } from './joined-rows';
import { IndexCheck, type StreamEnd } from './index-check';
import { columns, FIRST_ADDED, POSITION, recordedEvent, REVISION, STREAM, type EventRow } from './recorded-rows';
import { streamNames } from './stream-names';

const OF_STREAM = `SELECT ${columns("''")} FROM events WHERE stream = (SELECT id FROM streams WHERE name = ?)`;
// LEFT JOIN: a row whose stream is lost is damaged, not away. It also keeps SQLite from starting at the streams.
const NAMED = 'LEFT JOIN streams ON streams.id = events.stream';
const NAME = "coalesce(streams.name, '')";
const NAMED_COLUMNS = columns(NAME);

const OF_STREAMS =
  `SELECT ${columns("''")}, number FROM (SELECT key AS number, value AS name FROM json_each(?)) AS asked ` +
  'CROSS JOIN streams ON streams.name = asked.name CROSS JOIN events ON events.stream = streams.id AND revision < ? ' +
  'ORDER BY number, revision';

/** Few enough that one large event costs little, and many enough that trying costs an old ledger little. */
const PAGES_BY_ROW = 15;

/** Reads pages of events. Each call is one statement, run to its end, so no snapshot outlives it. */
export class LedgerReader {
  readonly #forwards: Statement;
  readonly #backwards: Statement;
  readonly #beginnings: Statement;
  readonly #findStream: Statement;
  readonly #all: Statement;
  readonly #allJoined: Statement;
  readonly #last: Statement;
  readonly #ofCategories = new Map<number, Statement>();
  readonly #index: IndexCheck;
  /** So many pages more are read row by row. */
  #pagesByRow = 0;

  constructor(private readonly connection: Connection) {
    this.#forwards = connection.prepare(`${OF_STREAM} AND revision >= ? ORDER BY revision LIMIT ?`);
    this.#backwards = connection.prepare(`${OF_STREAM} AND revision <= ? ORDER BY revision DESC LIMIT ?`);
    this.#beginnings = connection.prepare(OF_STREAMS);
    this.#findStream = connection.prepare('SELECT CAST(id AS INTEGER) FROM streams WHERE name = ?');
    this.#all = connection.prepare(
      `SELECT ${NAMED_COLUMNS} FROM events ${NAMED} WHERE position > ? ORDER BY position LIMIT ?`,
    );
    this.#allJoined = connection.prepare(
      joinedPage(`FROM events ${NAMED} WHERE position > ? ORDER BY position LIMIT ?`, NAME),
    );
    this.#last = connection.prepare('SELECT max(position) FROM events');
    this.#index = new IndexCheck(connection);
  }

  /**
   * Events of a stream from a revision on (inclusive), in the direction of the reading. Throws `LedgerDamagedError`
   * where a page forwards ends and the index does not prove that the stream ends there.
   */
  stream(stream: StreamName, from: number, limit: number, direction: 'forwards' | 'backwards'): RecordedEvent[] {
    const statement = direction === 'forwards' ? this.#forwards : this.#backwards;
    const rows = statement.all([stream, from, limit]);
    assertRising(rows, REVISION, direction === 'forwards' ? 1 : -1);
    if (direction === 'forwards' && rows.length < limit) this.#assertEnds([[stream, rows.at(-1), from]]);
    return rows.map((row) => recordedEvent(row, stream));
  }

  /** The first events of each stream; none for one that does not exist. Throws as `stream`, for any of them. */
  beginnings(streams: readonly StreamName[], limit: number): RecordedEvent[][] {
    const [only] = streams;
    if (only !== undefined && streams.length === 1) return [this.stream(only, 0, limit, 'forwards')];
    const found = streams.map((): EventRow[] => []);
    for (const row of this.#beginnings.all([JSON.stringify(streams), limit])) {
      found[row[FIRST_ADDED] as number]?.push(row);
    }
    const pages = found.map((rows, number) => ({ stream: streams[number] as StreamName, rows }));
    const ended = pages.filter(({ rows }) => rows.length < limit);
    this.#assertEnds(ended.map(({ stream, rows }) => [stream, rows.at(-1), 0]));
    return pages.map(({ stream, rows }) => rows.map((row) => recordedEvent(row, stream)));
  }

  hasStream(stream: StreamName): boolean {
    return this.#findStream.get([stream]) !== undefined;
  }

  /** Events after a position. By categories, its cost is that of the events found, not of those between them. */
  all(after: number, limit: number, categories: readonly string[] | undefined): RecordedEvent[] {
    if (categories?.length === 0) return [];
    const joined = categories === undefined ? this.#joined(after, limit) : undefined;
    if (joined !== undefined) return joined;
    const rows =
      categories === undefined
        ? this.#all.all([after, limit])
        : this.#byCategories(categories.length).all([...categories.flatMap((name) => [name, after, limit]), limit]);
    assertRising([[after], ...rows], POSITION, 1);
    return rows.map((row) => recordedEvent(row));
  }

  /** Undefined where the page has to be read row by row; where one has, those behind it mostly have to, too. */
  #joined(after: number, limit: number): RecordedEvent[] | undefined {
    if (this.#pagesByRow > 0) {
      this.#pagesByRow--;
      return undefined;
    }
    const events = joinedEvents(this.#allJoined, after, limit);
    if (events === undefined) this.#pagesByRow = PAGES_BY_ROW;
    return events;
  }

  /** Position of the last event; 0 while there is none. */
  lastPosition(): number {
    return Number(this.#last.get([])?.[0] ?? 0);
  }

  /** What SQLite's own check of the file finds. It reads all of it. */
  fileFindings(): readonly string[] {
    return fileFindings(this.connection);
  }

  streamNames(): Generator<string, void, undefined> {
    return streamNames(this.connection);
  }

  close(): void {
    this.connection.close();
  }

  /** Of readings that found no more: the last row of each, if any, and from which revision on it read. */
  #assertEnds(readings: readonly (readonly [StreamName, EventRow | undefined, number])[]): void {
    const ends: StreamEnd[] = [];
    const absent: StreamName[] = [];
    for (const [stream, last, from] of readings) {
      const id = last === undefined ? this.#findStream.get([stream])?.[0] : last[STREAM];
      if (id === undefined) absent.push(stream);
      else ends.push([id as number, last === undefined ? from - 1 : (last[REVISION] as number)]);
    }
    const [first] = readings;
    if (first === undefined || (this.#index.endsHold(ends) && this.#index.absencesHold(absent))) return;
    throw new LedgerDamagedError(first[0], 'The index of the ledger file is damaged, so events may be missing.');
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
      `SELECT ${NAMED_COLUMNS} FROM (${found} ORDER BY found LIMIT ?) ` +
        `CROSS JOIN events ON events.position = found ${NAMED} ORDER BY found`,
    );
    this.#ofCategories.set(count, statement);
    return statement;
  }
}

/** Readers continue from the last row of a page: out of order, a damaged page would lead them round in a circle. */
function assertRising(rows: readonly EventRow[], column: number, step: 1 | -1): void {
  for (let at = 1; at < rows.length; at++) {
    const [before, value] = [rows[at - 1]?.[column], rows[at]?.[column]];
    if (typeof before === 'number' && typeof value === 'number' && (value - before) * step > 0) continue;
    throw new UnreadableLedger(
      `it is damaged: ${String(value)} comes after ${String(before)} in the order of its events`,
    );
  }
}
