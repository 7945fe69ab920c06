import { defined } from '@ledger/plain-data';
import { sql } from 'kysely';
import type { ReadModelDatabase } from '../../delivery/read-model-database';
import type { ExportSnapshot } from '../export-queries';
import type { HistoryEvent, HistoryFilter, HistoryQueries, HistorySize } from '../history-queries';
import { journeysAfter } from './exported-journeys';
import { appliedUpTo, assertStillThere, TimelinePages } from './timeline-pages';
import { inSight } from '../sight';

/** Read in a thread of its own, one read at a time: larger pages cost less for each event. */
const EVENTS_PER_PAGE = 400;

const COLUMNS = ['session_id', 'revision', 'type', 'occurred_at', 'data', 'metadata'] as const;

/** As the ledger writes it; within a text the quotes would be escaped. */
const IMPORTED = '"kind":"import"';

/** Whole histories from the timelines of one database. */
export class KyselyHistoryQueries implements HistoryQueries {
  readonly #timelines: TimelinePages<(typeof COLUMNS)[number]>;

  constructor(private readonly database: ReadModelDatabase) {
    this.#timelines = new TimelinePages(database, COLUMNS, EVENTS_PER_PAGE);
  }

  async snapshot(): Promise<ExportSnapshot> {
    return { upTo: await appliedUpTo(this.database) };
  }

  async size({ sight, definitionId, from }: HistoryFilter, { upTo }: ExportSnapshot): Promise<HistorySize> {
    if (upTo === undefined) return { journeys: 0, events: 0 };
    const row = await this.database.attempt((db) =>
      db
        .selectFrom('journeys')
        .select([sql<number>`count(*)`.as('journeys'), sql<number | null>`sum(revision + 1)`.as('events')])
        .where(inSight(sight, 'journeys'))
        .where('definition_id', '=', definitionId)
        .where('started_position', '<=', upTo)
        .$if(from !== undefined, (query) => query.where('started_at', '>=', from ?? ''))
        .executeTakeFirstOrThrow(),
    );
    return { journeys: Number(row.journeys), events: Number(row.events ?? 0) };
  }

  async *events(
    { sight, definitionId, from }: HistoryFilter,
    { upTo }: ExportSnapshot,
    every = 1,
  ): AsyncGenerator<readonly HistoryEvent[]> {
    if (upTo === undefined) return;
    const filter = defined({ sight, definitionId, from });
    let seen = 0;
    for (let after: string | undefined = ''; after !== undefined;) {
      const start: string = after;
      const page = await this.database.attempt((db) => journeysAfter(db, filter, upTo, start));
      const first = seen;
      const chosen = page.journeys.filter((_, index) => (first + index) % every === 0);
      seen += page.journeys.length;
      for await (const rows of this.#timelines.of(chosen, upTo)) {
        // Attempts have no revision.
        yield rows.flatMap((row) => (row.revision === null ? [] : [eventOf(row, Number(row.revision))]));
      }
      await assertStillThere(this.database, upTo, 'read of histories');
      after = page.next;
    }
  }
}

function eventOf(
  row: { readonly session_id: string; readonly type: string; readonly occurred_at: string } & {
    readonly data: string;
    readonly metadata: string;
  },
  revision: number,
): HistoryEvent {
  return {
    sessionId: row.session_id,
    type: row.type,
    revision,
    occurredAt: row.occurred_at,
    data: row.data,
    isImported: row.metadata.includes(IMPORTED),
  };
}
