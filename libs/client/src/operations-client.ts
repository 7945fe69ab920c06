import { ResourceClient } from './resource-client';
import type {
  Operation,
  OperationDryRun,
  OperationPage,
  OperationRequest,
  OperationResultPage,
  OperationResultSearch,
  OperationSearch,
  OperationStart,
  StuckJourneyPage,
  StuckSearch,
} from './types';

/** A dry run decides on every journey that it finds: this takes long. */
const DRY_RUN_TIMEOUT_MS = 125_000;

/** Batch operations, and the search for stuck journeys. */
export class OperationsClient extends ResourceClient {
  /** One page of the stuck journeys, with the reasons; the longest wait comes first. */
  stuck(search: StuckSearch = {}): Promise<StuckJourneyPage> {
    return this.read('/v1/operations/stuck', { ...search });
  }

  /** What an operation would do. Nothing is stored. */
  dryRun({ kind, filter, target, reason }: OperationRequest): Promise<OperationDryRun> {
    const request = { kind, filter, target, reason, dryRun: true };
    return this.post('/v1/operations', request, { timeoutMs: DRY_RUN_TIMEOUT_MS });
  }

  /** Starts a batch operation, which runs in the background. */
  start(operation: OperationStart): Promise<Operation> {
    const repeatable = operation.commandId != null;
    return this.post('/v1/operations', { ...operation, dryRun: false }, { repeatable, timeoutMs: DRY_RUN_TIMEOUT_MS });
  }

  /** One page of the operations, the newest first. */
  list(search: OperationSearch = {}): Promise<OperationPage> {
    return this.read('/v1/operations', { ...search });
  }

  /** Always current. */
  get(operationId: string): Promise<Operation> {
    return this.read(pathOf(operationId));
  }

  /** One page of the journeys' outcomes, in the order in which they were processed. */
  results(operationId: string, search: OperationResultSearch = {}): Promise<OperationResultPage> {
    return this.read(`${pathOf(operationId)}/journeys`, { ...search });
  }

  pause(operationId: string, reason?: string): Promise<Operation> {
    return this.#tell(operationId, 'pause', { reason });
  }

  resume(operationId: string, reason?: string): Promise<Operation> {
    return this.#tell(operationId, 'resume', { reason });
  }

  /** Journeys that were changed stay changed. */
  cancel(operationId: string, reason?: string): Promise<Operation> {
    return this.#tell(operationId, 'cancel', { reason });
  }

  /** Repeating a step changes nothing. */
  #tell(operationId: string, step: string, body: object): Promise<Operation> {
    return this.post(`${pathOf(operationId)}/${step}`, body, { repeatable: true });
  }
}

function pathOf(operationId: string): string {
  return `/v1/operations/${encodeURIComponent(operationId)}`;
}
