import type {
  AnalyticsFilter,
  AnalyticsQueries,
  Funnel,
  StateFigures,
  Timeouts,
  TransitionFigures,
  Variants,
} from '../analytics-queries';
import type { ReadModelDatabase } from '../../delivery/read-model-database';
import { readFunnel } from './funnel.query';
import { readStates } from './states.query';
import type { TimeoutPreview, TimeoutPreviewQuestion } from '../timeout-preview';
import { readTimeoutPreview } from './timeout-preview.query';
import { readTimeouts } from './timeouts.query';
import { readTransitions } from './transitions.query';
import { readVariants } from './variants.query';

/** Figures from one database. Error: `ReadModelsUnavailableError` where it does not answer. */
export class KyselyAnalyticsQueries implements AnalyticsQueries {
  constructor(private readonly database: ReadModelDatabase) {}

  transitions(filter: AnalyticsFilter): Promise<readonly TransitionFigures[]> {
    return this.database.attempt((db) => readTransitions(db, filter));
  }

  states(filter: AnalyticsFilter): Promise<readonly StateFigures[]> {
    return this.database.attempt((db) => readStates(db, filter));
  }

  funnel(filter: AnalyticsFilter, states: readonly string[]): Promise<Funnel> {
    return this.database.attempt((db) => readFunnel(db, filter, states));
  }

  variants(filter: AnalyticsFilter, top: number): Promise<Variants> {
    const { dialect } = this.database;
    return this.database.attempt((db) =>
      readVariants(db, filter, top, (column, values) => dialect.oneOf(column, values)),
    );
  }

  timeouts(filter: AnalyticsFilter): Promise<Timeouts> {
    return this.database.attempt((db) => readTimeouts(db, filter));
  }

  timeoutPreview(question: TimeoutPreviewQuestion): Promise<TimeoutPreview> {
    return this.database.attempt((db) => readTimeoutPreview(db, question));
  }
}
