export {
  BatchOperations,
  DEFAULT_SLOWER_THAN,
  type DryRun,
  type OperationDraft,
  type UnfitDraft,
} from './batch-operations';
export { OperationLedger, type LoadedOperation, type OperationCaller, type OperationReply } from './operation-ledger';
export type { OperationPreview, PreviewedJourney } from './operation-preview';
export { operationResults, type ResultsPage, type ResultsPlace } from './operation-results';
export { OperationRunner, type OperationRunnerOptions, type OperationRunnerStatus } from './operation-runner';
export { BatchOperationsModule, type BatchOperationsOptions } from './batch-operations.module';
