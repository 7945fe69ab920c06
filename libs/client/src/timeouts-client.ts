import type { HttpTransport, TransportRequest } from './http-transport';
import type {
  ChangedTimeout,
  DefinitionTimeouts,
  OverrideRemoval,
  TenantTimeouts,
  TimeoutOverride,
  TimeoutPause,
  TimeoutPreview,
} from './timeout.types';

/** A million may wait. */
const PREVIEW_TIMEOUT_MS = 65_000;

/** The part of the resource face by which operations change timeouts. */
export class TimeoutsClient {
  readonly #transport: HttpTransport;

  constructor(transport: HttpTransport) {
    this.#transport = transport;
  }

  /** What the definition says, what overrides it, and who changed what. */
  list(definitionId: string): Promise<DefinitionTimeouts> {
    return this.#send({ method: 'GET', path: timeoutsOf(definitionId), repeatable: true });
  }

  /** Gives a state another timeout. */
  override(definitionId: string, stateId: string, request: TimeoutOverride): Promise<ChangedTimeout> {
    const repeatable = request.commandId !== undefined;
    const path = timeoutsOf(definitionId, stateId);
    return this.#send({ method: 'PUT', path, body: JSON.stringify(request), repeatable });
  }

  /** Whom that would hit. Nothing is stored. */
  previewOverride(definitionId: string, stateId: string, request: TimeoutOverride): Promise<TimeoutPreview> {
    return this.#send({
      ...{ method: 'PUT', path: timeoutsOf(definitionId, stateId), body: JSON.stringify(request) },
      ...{ query: { preview: true }, repeatable: true, timeoutMs: PREVIEW_TIMEOUT_MS },
    });
  }

  /** Takes an override back. */
  remove(definitionId: string, stateId: string, request: OverrideRemoval): Promise<ChangedTimeout> {
    const repeatable = request.commandId !== undefined;
    return this.#send({ method: 'DELETE', path: timeoutsOf(definitionId, stateId), query: { ...request }, repeatable });
  }

  /** Whom that would hit. Nothing is stored. */
  previewRemoval(definitionId: string, stateId: string, request: OverrideRemoval): Promise<TimeoutPreview> {
    return this.#send({
      ...{ method: 'DELETE', path: timeoutsOf(definitionId, stateId), query: { ...request, preview: true } },
      ...{ repeatable: true, timeoutMs: PREVIEW_TIMEOUT_MS },
    });
  }

  /** Whether the tenant's deadlines stand still. */
  tenant(): Promise<TenantTimeouts> {
    return this.#send({ method: 'GET', path: '/v1/timeouts', repeatable: true });
  }

  /** Lets no deadline elapse. */
  pause(request: TimeoutPause): Promise<ChangedTimeout> {
    return this.#tell('pause', request);
  }

  /** Lets deadlines elapse again, each as much later as the pause held for it. */
  resume(request: TimeoutPause): Promise<ChangedTimeout> {
    return this.#tell('resume', request);
  }

  #tell(step: 'pause' | 'resume', request: TimeoutPause): Promise<ChangedTimeout> {
    const repeatable = request.commandId !== undefined;
    return this.#send({ method: 'POST', path: `/v1/timeouts/${step}`, body: JSON.stringify(request), repeatable });
  }

  async #send<Answer>(request: TransportRequest): Promise<Answer> {
    return (await this.#transport.json<Answer>(request)).body;
  }
}

function timeoutsOf(definitionId: string, stateId?: string): string {
  const path = `/v1/definitions/${encodeURIComponent(definitionId)}/timeouts`;
  return stateId === undefined ? path : `${path}/${encodeURIComponent(stateId)}`;
}
