import { defined } from '@ledger/plain-data';
import type { HttpTransport } from './http-transport';
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

type Query = Readonly<Record<string, string | number | undefined>>;

/** Batch operations, and the search for stuck journeys. */
export class OperationsClient {
  readonly #transport: HttpTransport;

  constructor(transport: HttpTransport) {
    this.#transport = transport;
  }

  /** One page of the stuck journeys, with the reasons; the longest wait comes first. */
  stuck(search: StuckSearch = {}): Promise<StuckJourneyPage> {
    return this.#read('/v1/operations/stuck', { ...search });
  }

  /** What an operation would do. Nothing is stored. */
  async dryRun({ kind, filter, target, reason }: OperationRequest): Promise<OperationDryRun> {
    const body = JSON.stringify({ kind, filter, target, reason, dryRun: true });
    const request = { method: 'POST', path: '/v1/operations', body, repeatable: true } as const;
    return (await this.#transport.json<OperationDryRun>({ ...request, timeoutMs: DRY_RUN_TIMEOUT_MS })).body;
  }

  /** Starts a batch operation, which runs in the background. */
  async start(operation: OperationStart): Promise<Operation> {
    const body = JSON.stringify({ ...operation, dryRun: false });
    const repeatable = operation.commandId != null;
    const request = { method: 'POST', path: '/v1/operations', body, repeatable } as const;
    return (await this.#transport.json<Operation>({ ...request, timeoutMs: DRY_RUN_TIMEOUT_MS })).body;
  }

  /** One page of the operations, the newest first. */
  list(search: OperationSearch = {}): Promise<OperationPage> {
    return this.#read('/v1/operations', { ...search });
  }

  /** Always current. */
  get(operationId: string): Promise<Operation> {
    return this.#read(pathOf(operationId), {});
  }

  /** One page of the journeys' outcomes, in the order in which they were processed. */
  results(operationId: string, search: OperationResultSearch = {}): Promise<OperationResultPage> {
    return this.#read(`${pathOf(operationId)}/journeys`, { ...search });
  }

  pause(operationId: string, reason?: string): Promise<Operation> {
    return this.#tell(operationId, 'pause', { reason });
  }

  resume(operationId: string): Promise<Operation> {
    return this.#tell(operationId, 'resume');
  }

  /** Journeys that were changed stay changed. */
  cancel(operationId: string, reason?: string): Promise<Operation> {
    return this.#tell(operationId, 'cancel', { reason });
  }

  async #read<T>(path: string, query: Query): Promise<T> {
    return (await this.#transport.json<T>({ method: 'GET', path, query, repeatable: true })).body;
  }

  /** Repeating a step changes nothing. */
  async #tell(operationId: string, step: string, body?: object): Promise<Operation> {
    const request = { method: 'POST', path: `${pathOf(operationId)}/${step}`, repeatable: true } as const;
    const content = defined({ body: body && JSON.stringify(body) });
    return (await this.#transport.json<Operation>({ ...request, ...content })).body;
  }
}

function pathOf(operationId: string): string {
  return `/v1/operations/${encodeURIComponent(operationId)}`;
}
