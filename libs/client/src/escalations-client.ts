import type { HttpTransport } from './http-transport';
import type {
  ClaimRequest,
  CompleteRequest,
  EscalationDetails,
  EscalationPage,
  EscalationResult,
  EscalationSearch,
  ReleaseRequest,
  ReplayRequest,
} from './types';

/** Escalations: the pull queue of a desk, and dead letters. */
export class EscalationsClient {
  readonly #transport: HttpTransport;

  constructor(transport: HttpTransport) {
    this.#transport = transport;
  }

  /** One page, those due first. `status: 'open'` is the pull queue. */
  async list(search: EscalationSearch = {}): Promise<EscalationPage> {
    const request = { method: 'GET', path: '/v1/escalations', query: { ...search }, repeatable: true } as const;
    return (await this.#transport.json<EscalationPage>(request)).body;
  }

  /** An escalation with its history, always current. */
  async get(escalationId: string): Promise<EscalationDetails> {
    const request = { method: 'GET', path: escalationPath(escalationId), repeatable: true } as const;
    return (await this.#transport.json<EscalationDetails>(request)).body;
  }

  /** Claims it for a while; another claimant's claim throws `ESCALATION_CLAIMED`. */
  claim(escalationId: string, request: ClaimRequest = {}): Promise<EscalationResult> {
    return this.#command(escalationId, 'claim', request);
  }

  release(escalationId: string, request: ReleaseRequest = {}): Promise<EscalationResult> {
    return this.#command(escalationId, 'release', request);
  }

  /** Completes it; a claim that was lost or ran out throws `ESCALATION_CLAIM_LOST`. */
  complete(escalationId: string, request: CompleteRequest = {}): Promise<EscalationResult> {
    return this.#command(escalationId, 'complete', request);
  }

  /** Redelivers a dead letter. */
  replay(escalationId: string, request: ReplayRequest = {}): Promise<EscalationResult> {
    return this.#command(escalationId, 'replay', request);
  }

  async #command(
    escalationId: string,
    name: string,
    request: Pick<ReplayRequest, 'commandId'>,
  ): Promise<EscalationResult> {
    const { body } = await this.#transport.json<EscalationResult>({
      method: 'POST',
      path: `${escalationPath(escalationId)}/${name}`,
      body: JSON.stringify(request),
      repeatable: request.commandId != null,
    });
    return body;
  }
}

function escalationPath(escalationId: string): string {
  return `/v1/escalations/${encodeURIComponent(escalationId)}`;
}
