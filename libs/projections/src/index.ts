export { LedgerBehindError, ReadModelError, ReadModelsNewerError, ReadModelsUnavailableError } from './database/errors';
export { openPostgresLeases } from './database/open-postgres-leases';
export { CheckpointMovedError } from './delivery/checkpoints';
export { foreignReadModels, type ForeignReadModels } from './delivery/missing-events';
export { type ConsumerCheckpoint, ConsumerCheckpoints } from './delivery/consumer-checkpoints';
export { KeyUseTable } from './delivery/key-use-table';
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
export { encodeCursor, placeOf } from './queries/cursor';
export * from './queries/analytics-queries';
export * from './queries/analytics-series';
export { JOURNEY_RESULTS, type JourneyResult } from './read-models/journey-result';
export { KyselyAnalyticsQueries } from './queries/analytics/kysely-analytics-queries';
export * from './queries/escalation-queries';
export { EXPORT_QUERIES, type ExportFilter, type ExportQueries } from './queries/export-queries';
export { KyselyExportQueries } from './queries/export/kysely-export-queries';
export { KyselyEscalationQueries } from './queries/kysely-escalation-queries';
export { KyselyPolicyQueries } from './queries/kysely-policy-queries';
export * from './queries/policy-queries';
export { KyselyOperationQueries } from './queries/kysely-operation-queries';
export { KyselyReadModelQueries } from './queries/journeys/kysely-read-model-queries';
export { OpenDeadlineCount } from './queries/journeys/open-deadline-count';
export { OPERATION_QUERIES, type OperationQueries } from './queries/operation-queries';
export * from './queries/read-model-queries';
export { queryReadModels, type SqlAnswer } from './queries/sql/query-read-models';
export { SqlRefusedError } from './queries/sql/single-select';
export { sightKey, type Sight, wholeTenant } from './queries/sight';
export { type StuckRules } from './queries/stuck-journeys';
export { KyselyHistoryQueries } from './queries/export/kysely-history-queries';
export type { HistoryEvent, HistoryFilter, HistoryQueries, HistorySize } from './queries/history-queries';
export { NAMED_BY, type NamedJourney, type NamedJourneys } from './queries/lookup';
export type {
  EscalationCounts,
  LiveCounts,
  LiveCountsQuestion,
  RefusalCounts,
  StateCounts,
} from './queries/live-counts';
export type { OpenJourneys, OpenJourneysQuestion } from './queries/open-journeys';
export type { TimeoutPreview, TimeoutPreviewQuestion } from './queries/timeout-preview';
export { type HeldProjector, holdProjector } from './projector/hold-projector';
export { ProjectionAdmin, type ProjectionDetails } from './projector/projection-admin';
export * from './projector/start-processor';
