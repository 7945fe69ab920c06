import type {
  AnalyticsFilter,
  AnalyticsQueries,
  Cases,
  Funnel,
  GroupBasis,
  Grouping,
  Groups,
  StateFigures,
  Timeouts,
  TransitionFigures,
  Variants,
} from '../analytics-queries';
import type { ReadModelDatabase } from '../../delivery/read-model-database';
import type { SeriesQuestion, SeriesRow } from '../analytics-series';
import { readCases } from './cases.query';
import { readFunnel } from './funnel.query';
import type { LiveCounts, LiveCountsQuestion } from '../live-counts';
import { readLiveCounts } from './live-counts.query';
import type { NamedJourney, NamedJourneys } from '../lookup';
import { readNamedJourneys } from './lookup.query';
import type { JourneySearch } from '../read-model-queries';
import { countJourneys } from '../journeys/journey-search.query';
import { readGroups } from './groups.query';
import type { OpenJourneys, OpenJourneysQuestion } from '../open-journeys';
import { readOpenJourneys } from './open-journeys.query';
import { readSeries } from './series.query';
import { readStates } from './states.query';
import type { TimeoutPreview, TimeoutPreviewQuestion } from '../timeout-preview';
import { readTimeoutPreview } from './timeout-preview.query';
import { readTimeouts } from './timeouts.query';
import { readTransitions } from './transitions.query';
import { readVariants } from './variants.query';
import type { SqlFilter } from './visit-filter';

/** Figures from one database. Error: `ReadModelsUnavailableError` where it does not answer. */
export class KyselyAnalyticsQueries implements AnalyticsQueries {
  constructor(private readonly database: ReadModelDatabase) {}

  transitions(filter: AnalyticsFilter): Promise<readonly TransitionFigures[]> {
    return this.database.attempt((db) => readTransitions(db, this.sqlFilter(filter)));
  }

  states(filter: AnalyticsFilter): Promise<readonly StateFigures[]> {
    return this.database.attempt((db) => readStates(db, this.sqlFilter(filter)));
  }

  funnel(filter: AnalyticsFilter, states: readonly string[]): Promise<Funnel> {
    return this.database.attempt((db) => readFunnel(db, this.sqlFilter(filter), states));
  }

  variants(filter: AnalyticsFilter, top: number): Promise<Variants> {
    const { dialect } = this.database;
    return this.database.attempt((db) =>
      readVariants(db, this.sqlFilter(filter), top, (column, values) => dialect.oneOf(column, values)),
    );
  }

  timeouts(filter: AnalyticsFilter): Promise<Timeouts> {
    return this.database.attempt((db) => readTimeouts(db, this.sqlFilter(filter)));
  }

  cases(filter: AnalyticsFilter): Promise<Cases> {
    return this.database.attempt((db) => readCases(db, this.sqlFilter(filter)));
  }

  series(filter: AnalyticsFilter, question: SeriesQuestion): Promise<readonly SeriesRow[]> {
    return this.database.attempt((db) => readSeries(db, this.sqlFilter(filter), question));
  }

  groups(filter: AnalyticsFilter, by: Grouping, basis: GroupBasis, top: number): Promise<Groups> {
    return this.database.attempt((db) => readGroups(db, this.sqlFilter(filter), by, basis, top));
  }

  timeoutPreview(question: TimeoutPreviewQuestion): Promise<TimeoutPreview> {
    return this.database.attempt((db) => readTimeoutPreview(db, question));
  }

  openJourneys(question: OpenJourneysQuestion): Promise<OpenJourneys> {
    return this.database.attempt((db) => readOpenJourneys(db, question));
  }

  liveCounts(question: LiveCountsQuestion): Promise<LiveCounts> {
    return this.database.attempt((db) => readLiveCounts(db, question));
  }

  countJourneys(search: JourneySearch): Promise<number> {
    return this.database.attempt((db) => countJourneys(db, search));
  }

  namedJourneys(named: NamedJourneys): Promise<readonly NamedJourney[]> {
    return this.database.attempt((db) => readNamedJourneys(db, named));
  }

  private sqlFilter(filter: AnalyticsFilter): SqlFilter {
    return { ...filter, jsonAt: (column, path) => this.database.dialect.jsonAt(column, path) };
  }
}
