export { analyticsQueriesContract } from './contract/analytics-queries.contract';
export { readModelQueriesContract } from './contract/read-model-queries.contract';
export { rebuildsContract } from './contract/rebuilds.contract';
export { ownPostgresForTests, type PostgresForTests, postgresForTests } from './postgres/postgres-for-tests';
export { PostgresServer } from './postgres/postgres-server';
export { eventually } from './support/eventually';
export { LedgerScript } from './support/ledger-script';
export { projectAll } from './support/projected';
export type { ReadModelsHarness } from './support/read-models-harness';
