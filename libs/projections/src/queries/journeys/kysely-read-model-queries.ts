import type { Position } from '@ledger/event-store';
import { leastPosition, readStatuses, type ProjectionStatus } from '../../delivery/projection-status';
import type { ReadModelDatabase } from '../../delivery/read-model-database';
import type {
  DeadlineSearch,
  JourneyRow,
  JourneySearch,
  OpenDeadline,
  Page,
  ReadModelQueries,
  StuckJourney,
  TimelineEntry,
  TimelineRead,
} from '../read-model-queries';
import type { StuckQuestion, StuckRules } from '../stuck-journeys';
import { readDeadlines } from './deadlines.query';
import { searchJourneys, searchStuckJourneys } from './journey-search.query';
import { PositionWait } from './position-wait';
import { readStuckRules } from '../stuck/stuck-rules';
import { readTimeline } from './timeline.query';

/** Errors: `InvalidCursorError`, and `ReadModelsUnavailableError` if the database does not answer. */
export class KyselyReadModelQueries implements ReadModelQueries {
  readonly #wait: PositionWait;

  constructor(private readonly database: ReadModelDatabase) {
    this.#wait = new PositionWait(database.name, async () => leastPosition(await this.projectionStatus()));
  }

  timeline(read: TimelineRead): Promise<Page<TimelineEntry> | undefined> {
    return this.database.attempt((db) => readTimeline(db, read));
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

  projectionStatus(): Promise<readonly ProjectionStatus[]> {
    return readStatuses(this.database);
  }
}
