export { LedgerScript, type ScriptEnvelope } from './ledger-script';
export { projectAll } from './projected';
export { type ReadModelsHarness, readModelQueriesContract } from './read-model-queries.contract';
