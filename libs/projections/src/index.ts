export {
  ANALYTICS_QUERIES,
  type AnalyticsFilter,
  type AnalyticsQueries,
  type DwellFigures,
  type Funnel,
  type FunnelStep,
  type StateFigures,
  type TimeoutFigures,
  type Timeouts,
  type TransitionFigures,
  type Variant,
  type Variants,
} from './queries/analytics-queries';
export { CheckpointMovedError } from './delivery/checkpoints';
export { type ConsumerCheckpoint, ConsumerCheckpoints } from './delivery/consumer-checkpoints';
export type { ComparedDigests, RowKey } from './rebuild/comparison';
export { currentStateProjection } from './read-models/current-state.projection';
export { openPostgresLeases, type PostgresLeasesOptions } from './database/open-postgres-leases';
export { openPostgresReadModels, type PostgresReadModelsOptions } from './database/open-postgres-read-models';
export type { PostgresLimits } from './database/postgres-pool';
export { openSqliteReadModels, ReadModelDatabase } from './database/read-model-database';
export type {
  CheckpointsTable,
  DefinitionsTable,
  JourneysTable,
  OpenDeadlinesTable,
  ReadModelSchema,
  TimelineTable,
  TimeoutsTable,
  VisitsTable,
} from './database/read-model-schema';
export type { SqlDialect } from './database/sql-dialect';
export type { DeadLetter } from './dead-letters/dead-letters';
export { definitionsProjection } from './read-models/definitions.projection';
export { projectionDigest } from './rebuild/digest';
export {
  type DueDelivery,
  type DueDeliverySearch,
  ESCALATION_QUERIES,
  type EscalationFigures,
  type EscalationQueries,
  type EscalationRow,
  type EscalationSearch,
} from './queries/escalation-queries';
export { escalationsProjection } from './read-models/escalations.projection';
export {
  InvalidCursorError,
  ReadModelError,
  type ReadModelErrorCode,
  ReadModelsNewerError,
  ReadModelsUnavailableError,
} from './database/errors';
export {
  EXPORT_QUERIES,
  type ExportedEntry,
  type ExportFilter,
  type ExportQueries,
  type ExportSnapshot,
} from './queries/export-queries';
export {
  defaultFailurePolicy,
  type FailurePolicy,
  type ProcessorMode,
  type RefusalPolicy,
} from './delivery/failure-policy';
export { type HeldProjector, type HeldProjectorOptions, holdProjector } from './projector/hold-projector';
export { openDeadlinesProjection } from './read-models/open-deadlines.projection';
export {
  OPERATION_QUERIES,
  type OperationQueries,
  type OperationRow,
  type OperationSearch,
} from './queries/operation-queries';
export { operationsProjection } from './read-models/operations.projection';
export { Processor, type ProcessorNotice, type ProcessorOptions, startProcessor } from './delivery/processor';
export type { Projection } from './delivery/projection';
export { type ProjectionDetails, ProjectionOperations } from './projector/projection-operations';
export { KyselyAnalyticsQueries } from './queries/analytics/kysely-analytics-queries';
export { KyselyEscalationQueries } from './queries/kysely-escalation-queries';
export { KyselyExportQueries } from './queries/export/kysely-export-queries';
export { KyselyOperationQueries } from './queries/kysely-operation-queries';
export { KyselyReadModelQueries } from './queries/kysely-read-model-queries';
export { OpenDeadlineCount } from './queries/open-deadline-count';
export { readModelProjections } from './read-models/read-model-projections';
export {
  JOURNEY_SORTS,
  type JourneyRow,
  type JourneySearch,
  type JourneySort,
  type OpenDeadline,
  type Page,
  type ProjectionStatus,
  READ_MODEL_QUERIES,
  type ReadModelQueries,
  type StuckJourney,
  type TimelineEntry,
} from './queries/read-model-queries';
export type { Rebuild, RebuildStatus } from './rebuild/rebuilds';
export { queryReadModels, type ReadModelPlace, type SqlAnswer } from './queries/sql/query-read-models';
export { SqlRefusedError } from './queries/sql/single-select';
export { stateVisitsProjection } from './read-models/state-visits.projection';
export {
  STUCK_KINDS,
  type StuckKind,
  type StuckQuestion,
  type StuckReason,
  type StuckRules,
} from './queries/stuck-journeys';
export { timeoutRulesProjection } from './read-models/timeout-rules.projection';
export type { MovedDeadline, TimeoutPreview, TimeoutPreviewQuestion } from './queries/timeout-preview';
export { timelineProjection } from './read-models/timeline.projection';
