import { ResourceClient } from './resource-client';
import type {
  ChangedTimeout,
  DefinitionTimeouts,
  OverrideRemoval,
  TenantTimeouts,
  TimeoutOverride,
  TimeoutPause,
  TimeoutPreview,
} from './types';

/** A million journeys may wait: a preview takes long. */
const PREVIEW_TIMEOUT_MS = 65_000;

/** Timeouts: overrides, with preview and removal, and pausing all of them. */
export class TimeoutsClient extends ResourceClient {
  /** The definition's timeouts, their overrides, and who changed what. */
  list(definitionId: string): Promise<DefinitionTimeouts> {
    return this.read(timeoutsOf(definitionId));
  }

  override(definitionId: string, stateId: string, request: TimeoutOverride): Promise<ChangedTimeout> {
    const repeatable = request.commandId != null;
    const path = timeoutsOf(definitionId, stateId);
    return this.send({ method: 'PUT', path, body: JSON.stringify(request), repeatable });
  }

  /** The journeys that it would affect. Nothing is stored. */
  previewOverride(definitionId: string, stateId: string, request: TimeoutOverride): Promise<TimeoutPreview> {
    return this.send({
      method: 'PUT',
      path: timeoutsOf(definitionId, stateId),
      body: JSON.stringify(request),
      query: { preview: true },
      repeatable: true,
      timeoutMs: PREVIEW_TIMEOUT_MS,
    });
  }

  remove(definitionId: string, stateId: string, request: OverrideRemoval): Promise<ChangedTimeout> {
    const repeatable = request.commandId != null;
    return this.send({ method: 'DELETE', path: timeoutsOf(definitionId, stateId), query: { ...request }, repeatable });
  }

  /** The journeys that it would affect. Nothing is stored. */
  previewRemoval(definitionId: string, stateId: string, request: OverrideRemoval): Promise<TimeoutPreview> {
    return this.send({
      method: 'DELETE',
      path: timeoutsOf(definitionId, stateId),
      query: { ...request, preview: true },
      repeatable: true,
      timeoutMs: PREVIEW_TIMEOUT_MS,
    });
  }

  /** Whether timeouts are paused. */
  tenant(): Promise<TenantTimeouts> {
    return this.read('/v1/timeouts');
  }

  pause(request: TimeoutPause): Promise<ChangedTimeout> {
    return this.#tell('pause', request);
  }

  /** Resumes all timeouts; open deadlines move by the length of the pause. */
  resume(request: TimeoutPause): Promise<ChangedTimeout> {
    return this.#tell('resume', request);
  }

  #tell(step: 'pause' | 'resume', request: TimeoutPause): Promise<ChangedTimeout> {
    return this.post(`/v1/timeouts/${step}`, request, { repeatable: request.commandId != null });
  }
}

function timeoutsOf(definitionId: string, stateId?: string): string {
  const path = `/v1/definitions/${encodeURIComponent(definitionId)}/timeouts`;
  return stateId === undefined ? path : `${path}/${encodeURIComponent(stateId)}`;
}
