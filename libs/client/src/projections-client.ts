import { ResourceClient } from './resource-client';
import type { DeadLetter, ProjectionList, RequestedRebuild, RequestedRetry } from './types';

/** A digest reads every row of a projection; the ledger answers within 30 seconds. */
const DIGEST_TIMEOUT_MS = 35_000;

/** Projections: their progress, rebuilds and dead letters. */
export class ProjectionsClient extends ResourceClient {
  /** All projections with their lag, and the last rebuild. `digest` adds the SHA-256 over the rows of each. */
  list(search: { readonly digest?: boolean } = {}): Promise<ProjectionList> {
    return this.read('/v1/projections', search, { timeoutMs: DIGEST_TIMEOUT_MS });
  }

  /** Requests a rebuild of all projections. `acceptMismatch` switches even if live rows differ from the ledger. */
  rebuild(
    name: string,
    request: { readonly acceptMismatch?: boolean; readonly reason?: string } = {},
  ): Promise<RequestedRebuild> {
    return this.post(pathOf(name, 'rebuild'), request);
  }

  /** Cancels the rebuild that is requested or running. */
  cancelRebuild(name: string, query: { readonly reason?: string } = {}): Promise<RequestedRebuild> {
    return this.send({ method: 'DELETE', path: pathOf(name, 'rebuild'), query, repeatable: true });
  }

  /** Events that the projection failed to apply and skipped. */
  async deadLetters(name: string, search: { readonly limit?: number } = {}): Promise<readonly DeadLetter[]> {
    const path = pathOf(name, 'dead-letters');
    return (await this.read<{ readonly deadLetters: readonly DeadLetter[] }>(path, search)).deadLetters;
  }

  /** Requests that the projection applies a dead letter again. */
  retryDeadLetter(name: string, position: string, request: { readonly reason?: string } = {}): Promise<RequestedRetry> {
    const path = `${pathOf(name, 'dead-letters')}/${encodeURIComponent(position)}/retry`;
    return this.post(path, request, { repeatable: true });
  }
}

function pathOf(name: string, part: 'rebuild' | 'dead-letters'): string {
  return `/v1/projections/${encodeURIComponent(name)}/${part}`;
}
