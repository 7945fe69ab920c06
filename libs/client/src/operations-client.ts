import type { HttpTransport } from './http-transport';
import type {
  JourneyOutcome,
  JourneyResult,
  Operation,
  OperationDryRun,
  OperationRequest,
  OperationStart,
  StuckJourney,
  StuckSearch,
} from './operation.types';

/** A dry run decides on every journey that it finds. */
const DRY_RUN_TIMEOUT_MS = 125_000;

type Query = Readonly<Record<string, string | number | undefined>>;

interface Pages {
  readonly cursor?: string;
  readonly limit?: number;
}

/** The part of the resource face by which operators do something to many journeys. */
export class OperationsClient {
  readonly #transport: HttpTransport;

  constructor(transport: HttpTransport) {
    this.#transport = transport;
  }

  /** One page of the journeys that are stuck, each with the reasons; who has waited longest comes first. */
  stuck(
    search: StuckSearch = {},
  ): Promise<{ readonly journeys: readonly StuckJourney[]; readonly nextCursor?: string }> {
    return this.#read('/v1/operations/stuck', { ...search });
  }

  /** What an operation would come to. Nothing is stored. */
  async dryRun({ kind, filter, target, reason }: OperationRequest): Promise<OperationDryRun> {
    const body = JSON.stringify({ kind, filter, target, reason, dryRun: true });
    const request = { method: 'POST', path: '/v1/operations', body, repeatable: true } as const;
    return (await this.#transport.json<OperationDryRun>({ ...request, timeoutMs: DRY_RUN_TIMEOUT_MS })).body;
  }

  /** Puts an operation on record, to be carried out in the background. */
  async start(operation: OperationStart): Promise<Operation> {
    const body = JSON.stringify({ ...operation, dryRun: false });
    const repeatable = operation.commandId !== undefined;
    const request = { method: 'POST', path: '/v1/operations', body, repeatable } as const;
    return (await this.#transport.json<Operation>({ ...request, timeoutMs: DRY_RUN_TIMEOUT_MS })).body;
  }

  /** One page of the operations, the newest first. */
  list(
    search: Pages & { readonly status?: Operation['status'] } = {},
  ): Promise<{ readonly operations: readonly Operation[]; readonly nextCursor?: string }> {
    return this.#read('/v1/operations', { ...search });
  }

  /** Always current. */
  get(operationId: string): Promise<Operation> {
    return this.#read(pathOf(operationId), {});
  }

  /** One page of what came of the journeys, in the order in which they were dealt with. */
  results(
    operationId: string,
    search: Pages & { readonly outcome?: JourneyOutcome } = {},
  ): Promise<{ readonly journeys: readonly JourneyResult[]; readonly nextCursor?: string }> {
    return this.#read(`${pathOf(operationId)}/journeys`, { ...search });
  }

  pause(operationId: string, reason?: string): Promise<Operation> {
    return this.#tell(operationId, 'pause', { reason });
  }

  resume(operationId: string): Promise<Operation> {
    return this.#tell(operationId, 'resume');
  }

  /** What is done stays done. */
  cancel(operationId: string, reason?: string): Promise<Operation> {
    return this.#tell(operationId, 'cancel', { reason });
  }

  async #read<T>(path: string, query: Query): Promise<T> {
    return (await this.#transport.json<T>({ method: 'GET', path, query, repeatable: true })).body;
  }

  /** Telling an operation what it was told already changes nothing. */
  async #tell(operationId: string, step: string, body?: object): Promise<Operation> {
    const request = { method: 'POST', path: `${pathOf(operationId)}/${step}`, repeatable: true } as const;
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    return (await this.#transport.json<Operation>({ ...request, ...content })).body;
  }
}

function pathOf(operationId: string): string {
  return `/v1/operations/${encodeURIComponent(operationId)}`;
}
