import { ResourceClient } from './resource-client';
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
export class EscalationsClient extends ResourceClient {
  /** One page, those due first. `status: 'open'` is the pull queue. */
  list(search: EscalationSearch = {}): Promise<EscalationPage> {
    return this.read('/v1/escalations', { ...search });
  }

  /** An escalation with its history, always current. */
  get(escalationId: string): Promise<EscalationDetails> {
    return this.read(escalationPath(escalationId));
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

  #command(id: string, name: string, request: Pick<ReplayRequest, 'commandId'>): Promise<EscalationResult> {
    return this.post(`${escalationPath(id)}/${name}`, request, { repeatable: request.commandId != null });
  }
}

function escalationPath(escalationId: string): string {
  return `/v1/escalations/${encodeURIComponent(escalationId)}`;
}
