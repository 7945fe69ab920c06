import type { HttpTransport, TransportRequest } from './http-transport';
import type { DeadLetter, ProjectionList, Rebuild } from './types';

/** A digest reads every row of a projection; the ledger answers within 30 seconds. */
const DIGEST_TIMEOUT_MS = 35_000;

/** Projections: their progress, rebuilds and dead letters. */
export class ProjectionsClient {
  readonly #transport: HttpTransport;

  constructor(transport: HttpTransport) {
    this.#transport = transport;
  }

  /** All projections with their lag, and the last rebuild. `digest` adds the SHA-256 over the rows of each. */
  list(search: { readonly digest?: boolean } = {}): Promise<ProjectionList> {
    const request = { method: 'GET', path: '/v1/projections', query: search, repeatable: true } as const;
    return this.#send({ ...request, timeoutMs: DIGEST_TIMEOUT_MS });
  }

  /** Requests a rebuild of all projections. `acceptMismatch` switches even if live rows differ from the ledger. */
  rebuild(name: string, request: { readonly acceptMismatch?: boolean } = {}): Promise<Rebuild> {
    const path = pathOf(name, 'rebuild');
    return this.#send({ method: 'POST', path, body: JSON.stringify(request), repeatable: true });
  }

  /** Cancels the rebuild that is requested or running. */
  cancelRebuild(name: string): Promise<Rebuild> {
    return this.#send({ method: 'DELETE', path: pathOf(name, 'rebuild'), repeatable: true });
  }

  /** Events that the projection failed to apply and skipped. */
  async deadLetters(name: string, search: { readonly limit?: number } = {}): Promise<readonly DeadLetter[]> {
    const request = { method: 'GET', path: pathOf(name, 'dead-letters'), query: search, repeatable: true } as const;
    return (await this.#send<{ readonly deadLetters: readonly DeadLetter[] }>(request)).deadLetters;
  }

  /** Requests that the projection applies a dead letter again. */
  retryDeadLetter(name: string, position: string): Promise<DeadLetter> {
    const path = `${pathOf(name, 'dead-letters')}/${encodeURIComponent(position)}/retry`;
    return this.#send({ method: 'POST', path, repeatable: true });
  }

  async #send<Answer>(request: TransportRequest): Promise<Answer> {
    return (await this.#transport.json<Answer>(request)).body;
  }
}

function pathOf(name: string, part: 'rebuild' | 'dead-letters'): string {
  return `/v1/projections/${encodeURIComponent(name)}/${part}`;
}
