import { comparePositions, type Position } from '@ledger/event-store';
import type { ProjectionStatus } from '../../delivery/projection-status';
import type { ReadModelDatabase } from '../../delivery/read-model-database';
import type {
  JourneyRow,
  JourneySearch,
  OpenDeadline,
  Page,
  ReadModelQueries,
  StuckJourney,
  TimelineEntry,
} from '../read-model-queries';
import type { StuckQuestion, StuckRules } from '../stuck-journeys';
import { readDeadlines, type DeadlineSearch } from './deadlines.query';
import { searchJourneys, searchStuckJourneys } from './journey-search.query';
import { PositionWait } from './position-wait';
import { readStuckRules } from '../stuck/stuck-rules';
import { readTimeline } from './timeline.query';

/** Errors: `InvalidCursorError`, and `ReadModelsUnavailableError` if the database does not answer. */
export class KyselyReadModelQueries implements ReadModelQueries {
  readonly #wait: PositionWait;

  constructor(private readonly database: ReadModelDatabase) {
    this.#wait = new PositionWait(database.name, () => this.#appliedPosition());
  }

  timeline(tenant: string, sessionId: string): Promise<readonly TimelineEntry[] | undefined> {
    return this.database.attempt((db) => readTimeline(db, tenant, sessionId));
  }

  searchJourneys(search: JourneySearch): Promise<Page<JourneyRow>> {
    return this.database.attempt((db) => searchJourneys(db, search));
  }

  searchStuckJourneys(search: JourneySearch & { readonly stuck: StuckRules }): Promise<Page<StuckJourney>> {
    return this.database.attempt((db) => searchStuckJourneys(db, search));
  }

  stuckRules(question: StuckQuestion): Promise<StuckRules> {
    return this.database.attempt((db) => readStuckRules(db, question));
  }

  deadlines(search: DeadlineSearch): Promise<Page<OpenDeadline>> {
    return this.database.attempt((db) => readDeadlines(db, search));
  }

  awaitPosition(position: Position, timeoutMs: number): Promise<boolean> {
    return this.#wait.until(position, timeoutMs);
  }

  /** Each projection in use here; one that no processor has started is at no position, `stopped`. */
  async projectionStatus(): Promise<readonly ProjectionStatus[]> {
    const rows = await this.database.attempt((db) => db.selectFrom('projection_checkpoints').selectAll().execute());
    return this.database.projections.map(({ name, version }) => {
      // While a new version is built, the one before is still live.
      const row = rows.find((candidate) => candidate.name === name);
      return {
        name,
        version: Number(row?.version ?? version),
        position: row?.position ?? null,
        state: (row?.state ?? 'stopped') as ProjectionStatus['state'],
        lastError: row?.last_error ?? null,
      };
    });
  }

  /** Of the projection that is behind all others. */
  async #appliedPosition(): Promise<Position | undefined> {
    const positions = (await this.projectionStatus()).map(({ position }) => position as Position | null);
    let least: Position | undefined;
    for (const position of positions) {
      if (position === null) return undefined;
      if (least === undefined || comparePositions(position, least) < 0) least = position;
    }
    return least;
  }
}
