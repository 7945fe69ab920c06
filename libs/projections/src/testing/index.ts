export { analyticsQueriesContract, type AnalyticsSetting } from './analytics-queries.contract';
export { eventually } from './eventually';
export { LedgerScript, type ScriptEnvelope } from './ledger-script';
export { ownPostgresForTests, type PostgresForTests, postgresForTests } from './postgres/postgres-for-tests';
export { PostgresServer } from './postgres/postgres-server';
export { projectAll } from './projected';
export { type ReadModelsHarness, readModelQueriesContract } from './read-model-queries.contract';
export { type RebuildHarness, rebuildsContract } from './rebuilds.contract';
