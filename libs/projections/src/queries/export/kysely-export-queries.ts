import { sortablePosition } from '@ledger/event-store';
import { sql } from 'kysely';
import { leastPosition, readStatuses } from '../../delivery/projection-status';
import type { ReadModelDatabase } from '../../delivery/read-model-database';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import { ReadModelsUnavailableError } from '../../database/errors';
import type { ExportedEntry, ExportFilter, ExportQueries, ExportSnapshot } from '../export-queries';
import { journeysAfter, type ExportedJourney } from './exported-journeys';

/** Small: what is garbage before the collector's next round costs nothing, and a page of thousands lives longer. */
/** Rows can be as large as a context, and several exports may run at one time. */
const ENTRIES_PER_PAGE = 100;

/** Exports from the read models of one database. */
export class KyselyExportQueries implements ExportQueries {
  constructor(private readonly database: ReadModelDatabase) {}

  async snapshot(): Promise<ExportSnapshot> {
    return { upTo: await this.#applied() };
  }

  async *entries(
    filter: ExportFilter,
    { upTo }: ExportSnapshot,
    signal?: AbortSignal,
  ): AsyncGenerator<readonly ExportedEntry[]> {
    if (upTo === undefined) return;
    for (let after: string | undefined = ''; after !== undefined;) {
      const start: string = after;
      const page = await this.database.attempt((db) => journeysAfter(db, filter, upTo, start));
      for (const journeys of portions(page.journeys)) yield* this.#entriesOf(journeys, upTo, signal);
      if (signal?.aborted === true) return;
      await this.#stillThere(upTo);
      after = page.next;
    }
  }

  /** Entries of consecutive journeys. */
  async *#entriesOf(
    journeys: readonly ExportedJourney[],
    upTo: string,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<readonly ExportedEntry[]> {
    const customers = new Map(journeys.map(({ startedPosition, customerId }) => [startedPosition, customerId]));
    const positions = [...customers.keys()];
    let journey = '';
    let entry = '';
    for (;;) {
      if (signal?.aborted === true) return;
      const rows = await this.#page(
        positions.filter((position) => position >= journey),
        upTo,
        [journey, entry],
      );
      yield rows.map((row) => entryOf(row, customers.get(row.journey_position) ?? null));
      const last = rows.at(-1);
      if (rows.length < ENTRIES_PER_PAGE || last === undefined) return;
      journey = last.journey_position;
      entry = last.entry_position;
    }
  }

  #page(
    journeys: readonly string[],
    upTo: string,
    [journey, entry]: readonly [string, string],
  ): Promise<TimelineRow[]> {
    return this.database.attempt((db) =>
      db
        .selectFrom('timeline')
        .select([...COLUMNS])
        .where(this.database.dialect.oneOf('journey_position', journeys))
        .where(sql<boolean>`(journey_position, entry_position) > (${journey}, ${entry})`)
        .where('entry_position', '<=', upTo)
        .orderBy('journey_position')
        .orderBy('entry_position')
        .limit(ENTRIES_PER_PAGE)
        .execute(),
    );
  }

  /** A rebuild in place empties the tables: an export must not end as if it were complete. */
  async #stillThere(upTo: string): Promise<void> {
    const applied = await this.#applied();
    if (applied !== undefined && applied >= upTo) return;
    throw new ReadModelsUnavailableError(
      'The read models are being rebuilt, so this export is incomplete. Export again.',
    );
  }

  async #applied(): Promise<string | undefined> {
    const position = leastPosition(await readStatuses(this.database));
    return position && sortablePosition(position);
  }
}

const COLUMNS = [
  ...(['journey_position', 'entry_position', 'session_id', 'definition_id', 'definition_version'] as const),
  ...(['position', 'revision', 'type', 'occurred_at', 'recorded_at', 'from_state', 'to_state'] as const),
  ...(['dwell_ms', 'channel', 'data', 'metadata'] as const),
] as const;

type TimelineRow = Pick<ReadModelSchema['timeline'], (typeof COLUMNS)[number]>;

/** Journeys in groups of about a page of entries, so that a page is filled and a long journey is read by itself. */
function* portions(journeys: readonly ExportedJourney[]): Generator<readonly ExportedJourney[]> {
  let run: ExportedJourney[] = [];
  let events = 0;
  for (const journey of journeys) {
    if (run.length > 0 && events + journey.events > ENTRIES_PER_PAGE) {
      yield run;
      run = [];
      events = 0;
    }
    run.push(journey);
    events += journey.events;
  }
  if (run.length > 0) yield run;
}

function entryOf(row: TimelineRow, customerId: string | null): ExportedEntry {
  return {
    sessionId: row.session_id,
    definitionId: row.definition_id,
    definitionVersion: row.definition_version === null ? null : Number(row.definition_version),
    customerId,
    position: row.position,
    revision: row.revision === null ? null : Number(row.revision),
    type: row.type,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    from: row.from_state,
    to: row.to_state,
    dwellMs: row.dwell_ms === null ? null : Number(row.dwell_ms),
    channel: row.channel,
    data: row.data,
    metadata: row.metadata,
  };
}
