import { setImmediate } from 'node:timers/promises';
import { sortablePosition } from '@ledger/event-store';
import { sql } from 'kysely';
import { ReadModelsUnavailableError } from '../../database/errors';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import { leastPosition, readStatuses } from '../../delivery/projection-status';
import type { ReadModelDatabase } from '../../delivery/read-model-database';
import type { ExportedJourney } from './exported-journeys';

/** What pages are cut by. */
type Cut = 'journey_position' | 'entry_position';
type Row<Column extends keyof ReadModelSchema['timeline']> = Pick<ReadModelSchema['timeline'], Column | Cut>;

/**
 * The timelines of journeys up to a position, page by page, in the order of the journeys' starts. Whatever else the
 * thread has to do gets its turn before each page: a database in this process never waits, nor does a quick reader.
 */
export class TimelinePages<Column extends keyof ReadModelSchema['timeline']> {
  constructor(
    private readonly database: ReadModelDatabase,
    private readonly columns: readonly Column[],
    /** Rows can be as large as a context, and several reads may run at one time. */
    private readonly entriesPerPage: number,
  ) {}

  /** Entries of consecutive journeys; each page holds entries of whole journeys, or a part of a long one. */
  async *of(
    journeys: readonly ExportedJourney[],
    upTo: string,
    signal?: AbortSignal,
  ): AsyncGenerator<readonly Row<Column>[]> {
    for (const portion of this.#portions(journeys)) yield* this.#ofPortion(portion, upTo, signal);
  }

  async *#ofPortion(
    journeys: readonly ExportedJourney[],
    upTo: string,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<readonly Row<Column>[]> {
    const positions = journeys.map(({ startedPosition }) => startedPosition);
    let journey = '';
    let entry = '';
    for (;;) {
      if (signal?.aborted === true) return;
      const left = positions.filter((position) => position >= journey);
      const rows = await this.#page(left, upTo, [journey, entry]);
      yield rows;
      const last = rows.at(-1);
      if (rows.length < this.entriesPerPage || last === undefined) return;
      journey = last.journey_position;
      entry = last.entry_position;
    }
  }

  async #page(
    journeys: readonly string[],
    upTo: string,
    [journey, entry]: readonly [string, string],
  ): Promise<Row<Column>[]> {
    const columns = [...new Set<Column | Cut>([...this.columns, 'journey_position', 'entry_position'])];
    await setImmediate();
    return await this.database.attempt(async (db) => {
      const rows = await db
        .selectFrom('timeline')
        .select(columns as Cut[])
        .where(this.database.dialect.oneOf('journey_position', journeys))
        .where(sql<boolean>`(journey_position, entry_position) > (${journey}, ${entry})`)
        .where('entry_position', '<=', upTo)
        .orderBy('journey_position')
        .orderBy('entry_position')
        .limit(this.entriesPerPage)
        .execute();
      return rows as Row<Column>[];
    });
  }

  /** Journeys in groups of about a page of entries, so that a page is filled and a long journey is read by itself. */
  *#portions(journeys: readonly ExportedJourney[]): Generator<readonly ExportedJourney[]> {
    let run: ExportedJourney[] = [];
    let events = 0;
    for (const journey of journeys) {
      if (run.length > 0 && events + journey.events > this.entriesPerPage) {
        yield run;
        run = [];
        events = 0;
      }
      run.push(journey);
      events += journey.events;
    }
    if (run.length > 0) yield run;
  }
}

/** Up to where all read models are; undefined if nothing is projected yet. */
export async function appliedUpTo(database: ReadModelDatabase): Promise<string | undefined> {
  const position = leastPosition(await readStatuses(database));
  return position && sortablePosition(position);
}

/** A rebuild in place empties the tables: a read of everything must not end as if it were complete. */
export async function assertStillThere(database: ReadModelDatabase, upTo: string, what: string): Promise<void> {
  const applied = await appliedUpTo(database);
  if (applied !== undefined && applied >= upTo) return;
  throw new ReadModelsUnavailableError(`The read models are being rebuilt, so this ${what} is incomplete. Repeat it.`);
}
