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
} from './analytics-queries';
export { CheckpointMovedError } from './checkpoints';
export { type ConsumerCheckpoint, ConsumerCheckpoints } from './consumer-checkpoints';
export type { ComparedDigests, RowKey } from './comparison';
export { currentStateProjection } from './current-state.projection';
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
export type { DeadLetter } from './dead-letters';
export { definitionsProjection } from './definitions.projection';
export { projectionDigest } from './digest';
export {
  type DueDelivery,
  type DueDeliverySearch,
  ESCALATION_QUERIES,
  type EscalationFigures,
  type EscalationQueries,
  type EscalationRow,
  type EscalationSearch,
} from './escalation-queries';
export { escalationsProjection } from './escalations.projection';
export {
  InvalidCursorError,
  ReadModelError,
  type ReadModelErrorCode,
  ReadModelsNewerError,
  ReadModelsUnavailableError,
} from './errors';
export {
  EXPORT_QUERIES,
  type ExportedEntry,
  type ExportFilter,
  type ExportQueries,
  type ExportSnapshot,
} from './export-queries';
export { defaultFailurePolicy, type FailurePolicy, type ProcessorMode, type RefusalPolicy } from './failure-policy';
export { EmbeddedLeases } from './leases/embedded-leases';
export { type HeldLease, holdLease, type HoldLeaseOptions, type LeaseNotice } from './leases/hold-lease';
export { type LeasedWork, runWhileHeld } from './leases/run-while-held';
export { type HeldProjector, type HeldProjectorOptions, holdProjector } from './leases/hold-projector';
export { type LeaseGrant, LeaseLostError, type Leases, type WriteFence } from './leases/lease';
export { PostgresLeases, type PostgresLeasesOptions } from './leases/postgres-leases';
export { openDeadlinesProjection } from './open-deadlines.projection';
export { OPERATION_QUERIES, type OperationQueries, type OperationRow, type OperationSearch } from './operation-queries';
export { operationsProjection } from './operations.projection';
export { Processor, type ProcessorNotice, type ProcessorOptions, startProcessor } from './processor';
export type { Projection } from './projection';
export { type ProjectionDetails, ProjectionOperations } from './projection-operations';
export { KyselyAnalyticsQueries } from './queries/analytics/kysely-analytics-queries';
export { KyselyEscalationQueries } from './queries/kysely-escalation-queries';
export { KyselyExportQueries } from './queries/export/kysely-export-queries';
export { KyselyOperationQueries } from './queries/kysely-operation-queries';
export { KyselyReadModelQueries } from './queries/kysely-read-model-queries';
export { OpenDeadlineCount } from './queries/open-deadline-count';
export { readModelProjections } from './read-model-projections';
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
} from './read-model-queries';
export type { Rebuild, RebuildStatus } from './rebuilds';
export { queryReadModels, type ReadModelPlace, type SqlAnswer } from './sql/query-read-models';
export { SqlRefusedError } from './sql/single-select';
export { stateVisitsProjection } from './state-visits.projection';
export { STUCK_KINDS, type StuckKind, type StuckQuestion, type StuckReason, type StuckRules } from './stuck-journeys';
export { timeoutRulesProjection } from './timeout-rules.projection';
export type { MovedDeadline, TimeoutPreview, TimeoutPreviewQuestion } from './timeout-preview';
export { timelineProjection } from './timeline.projection';
