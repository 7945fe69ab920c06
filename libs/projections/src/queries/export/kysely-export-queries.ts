import type { ReadModelDatabase } from '../../delivery/read-model-database';
import type { ReadModelSchema } from '../../database/tables/read-model-schema';
import type { ExportedEntry, ExportFilter, ExportQueries, ExportSnapshot } from '../export-queries';
import { journeysAfter } from './exported-journeys';
import { appliedUpTo, assertStillThere, TimelinePages } from './timeline-pages';

/** Small: what is garbage before the collector's next round costs nothing, and a page of thousands lives longer. */
const ENTRIES_PER_PAGE = 100;

/** Exports from the read models of one database. */
export class KyselyExportQueries implements ExportQueries {
  readonly #timelines: TimelinePages<(typeof COLUMNS)[number]>;

  constructor(private readonly database: ReadModelDatabase) {
    this.#timelines = new TimelinePages(database, COLUMNS, ENTRIES_PER_PAGE);
  }

  async snapshot(): Promise<ExportSnapshot> {
    return { upTo: await appliedUpTo(this.database) };
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
      const customers = new Map(page.journeys.map(({ startedPosition, customerId }) => [startedPosition, customerId]));
      for await (const rows of this.#timelines.of(page.journeys, upTo, signal)) {
        yield rows.map((row) => entryOf(row, customers.get(row.journey_position) ?? null));
      }
      if (signal?.aborted === true) return;
      await assertStillThere(this.database, upTo, 'export');
      after = page.next;
    }
  }
}

const COLUMNS = [
  ...(['journey_position', 'entry_position', 'session_id', 'definition_id', 'definition_version'] as const),
  ...(['position', 'revision', 'type', 'occurred_at', 'recorded_at', 'from_state', 'to_state'] as const),
  ...(['dwell_ms', 'channel', 'data', 'metadata'] as const),
] as const;

type TimelineRow = Pick<ReadModelSchema['timeline'], (typeof COLUMNS)[number]>;

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
