export { ReadModelError, ReadModelsNewerError, ReadModelsUnavailableError } from './database/errors';
export { openPostgresLeases } from './database/open-postgres-leases';
export { CheckpointMovedError } from './delivery/checkpoints';
export { type ConsumerCheckpoint, ConsumerCheckpoints } from './delivery/consumer-checkpoints';
export type { PoisonEventPolicy } from './delivery/failure-policy';
export { type Projection, ProjectionOrderError } from './delivery/projection';
export type { ProjectionStatus } from './delivery/projection-status';
export { ReadModelDatabase } from './delivery/read-model-database';
export type { DeadLetter } from './dead-letters/dead-letters';
export { projectionDigest } from './rebuild/digest';
export type { Rebuild } from './rebuild/rebuilds';
export { currentStateProjection } from './read-models/current-state.projection';
export { definitionsProjection } from './read-models/definitions.projection';
export { escalationsProjection } from './read-models/escalations.projection';
export { openDeadlinesProjection } from './read-models/open-deadlines.projection';
export { openPostgresReadModels, openSqliteReadModels } from './read-models/open-read-models';
export { readModelProjections } from './read-models/read-model-projections';
export { stateVisitsProjection } from './read-models/state-visits.projection';
export { timeoutRulesProjection } from './read-models/timeout-rules.projection';
export {
  ANALYTICS_QUERIES,
  type AnalyticsCondition,
  type AnalyticsFilter,
  type AnalyticsQueries,
  type Cases,
  type DurationFigures,
  type Funnel,
  type FunnelStep,
  type GroupBasis,
  type Grouping,
  GROUPINGS,
  type Groups,
  type Rework,
  type StateCount,
  type StateFigures,
  type TimeoutFigures,
  type Timeouts,
  type TransitionFigures,
  type Variant,
  type Variants,
} from './queries/analytics-queries';
export {
  MOST_INTERVALS,
  SERIES_INTERVALS,
  type SeriesInterval,
  type SeriesQuestion,
  type SeriesRow,
} from './queries/analytics-series';
export { JOURNEY_RESULTS, type JourneyResult } from './read-models/journey-result';
export { KyselyAnalyticsQueries } from './queries/analytics/kysely-analytics-queries';
export {
  type DueDelivery,
  type DueDeliverySearch,
  ESCALATION_QUERIES,
  type EscalationFigures,
  type EscalationQueries,
} from './queries/escalation-queries';
export { EXPORT_QUERIES, type ExportFilter, type ExportQueries } from './queries/export-queries';
export { KyselyExportQueries } from './queries/export/kysely-export-queries';
export { KyselyEscalationQueries } from './queries/kysely-escalation-queries';
export { KyselyOperationQueries } from './queries/kysely-operation-queries';
export { KyselyReadModelQueries } from './queries/journeys/kysely-read-model-queries';
export { OpenDeadlineCount } from './queries/journeys/open-deadline-count';
export { OPERATION_QUERIES, type OperationQueries } from './queries/operation-queries';
export {
  JOURNEY_SORTS,
  type JourneyRow,
  type JourneySearch,
  type JourneySort,
  type OpenDeadline,
  type Page,
  READ_MODEL_QUERIES,
  type ReadModelQueries,
  type StuckJourney,
  type TimelineEntry,
} from './queries/read-model-queries';
export { queryReadModels, type SqlAnswer } from './queries/sql/query-read-models';
export { SqlRefusedError } from './queries/sql/single-select';
export { type StuckRules } from './queries/stuck-journeys';
export type { TimeoutPreview, TimeoutPreviewQuestion } from './queries/timeout-preview';
export { type HeldProjector, holdProjector } from './projector/hold-projector';
export { ProjectionAdmin, type ProjectionDetails } from './projector/projection-admin';
export {
  createProcessor,
  type ProcessorNotice,
  type ProcessorOptions,
  startProcessor,
} from './projector/start-processor';
