export {
  BatchOperations,
  DEFAULT_SLOWER_THAN,
  type DryRun,
  type OperationDraft,
  type UnfitDraft,
} from './batch-operations';
export { OperationLedger, type LoadedOperation, type OperationCaller } from './operation-ledger';
export { operationResults, type ResultsPlace } from './operation-results';
export { OperationRunner } from './operation-runner';
export { BatchOperationsModule } from './batch-operations.module';
