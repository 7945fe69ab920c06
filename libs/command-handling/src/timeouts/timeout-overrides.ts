import type { DecidedEvent } from '@ledger/event-store';
import {
  ABORT_TIMEOUT_STATE,
  compileDefinition,
  lineageOf,
  liveOverrides,
  NO_TIMEOUT_PAUSES,
  TIMEOUT_OVERRIDDEN,
  TIMEOUT_OVERRIDE_REMOVED,
  withTimeoutChange,
  type TimeoutOverride,
  type TimeoutOverridden,
  type TimeoutOverrideRemoved,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { definitionStreamName, type DefinitionCache } from '../definitions/definition-cache';
import { documentsOf, newestOf, type DefinitionStream } from '../definitions/definition-stream';
import type { RecordChangePorts } from '../definitions/record-change';
import type { TimeoutChangeRecord } from '../definitions/timeout-change-record';
import { changeTimeouts, type AskedTimeoutChange, type TimeoutDecision } from './change-timeouts';
import { exactDuration } from './exact-duration';
import type { TenantPauses } from './tenant-pauses';
import {
  refusal,
  type ChangeCaller,
  type OverrideRequest,
  type ProspectiveRules,
  type RemovalRequest,
  type TimeoutOutcome,
  type TimeoutRefusal,
} from './timeout-changes';

/** The timeout of a state for journeys that enter it now. */
export interface StateTimeout {
  readonly stateId: string;
  /** What the newest version of the definition gives the state; null where it gives nothing. */
  readonly ofDefinition: string | null;
  readonly inForce: TimeoutChangeRecord | null;
}

export interface DefinitionTimeouts {
  readonly definitionId: string;
  /** Of the definition's stream: what a change expects. */
  readonly revision: number;
  /** Every state in which a journey can wait under some version. */
  readonly states: readonly StateTimeout[];
  /** Oldest first. */
  readonly history: readonly TimeoutChangeRecord[];
}

/** Timeouts that operators give states: one event each in the definition's stream. The rest follows from the rules. */
export class TimeoutOverrides {
  constructor(
    private readonly ports: RecordChangePorts,
    private readonly definitions: DefinitionCache,
    private readonly pauses: TenantPauses,
  ) {}

  /** Gives a state another timeout. What is in force already is left as it is. */
  override(tenant: string, request: OverrideRequest, caller: ChangeCaller): Promise<TimeoutOutcome> {
    const { definitionId, stateId, after, applyTo, grace, reason } = request;
    const asked = { type: TIMEOUT_OVERRIDDEN, stateId, after, applyTo, grace, reason };
    return this.#change(tenant, caller, definitionId, asked, (stream) => decideOverride(request, stream));
  }

  /** Removes an override: each deadline is as if the override had never been. */
  remove(tenant: string, request: RemovalRequest, caller: ChangeCaller): Promise<TimeoutOutcome> {
    const { definitionId, stateId, overrideRevision, grace, reason } = request;
    const asked = { type: TIMEOUT_OVERRIDE_REMOVED, stateId, overrideRevision, grace, reason };
    return this.#change(tenant, caller, definitionId, asked, (stream) => decideRemoval(request, stream));
  }

  /** The rules as an override would leave them, without making it. */
  rulesUnderOverride(tenant: string, request: OverrideRequest): Promise<ProspectiveRules | TimeoutRefusal> {
    return this.#preview(tenant, request.definitionId, (stream) => decideOverride(request, stream));
  }

  /** The rules as a removal would leave them, without making it. */
  rulesUnderRemoval(tenant: string, request: RemovalRequest): Promise<ProspectiveRules | TimeoutRefusal> {
    return this.#preview(tenant, request.definitionId, (stream) => decideRemoval(request, stream));
  }

  /** The timeouts in force and the changes that led to them; undefined for a definition that was never published. */
  async list(tenant: string, definitionId: string): Promise<DefinitionTimeouts | undefined> {
    const stream = await this.definitions.read(tenant, definitionId);
    if (!isPublished(stream)) return undefined;
    const newest = newestOf(stream)?.document;
    const states = statesOf(stream).map((stateId): StateTimeout => {
      const state = newest !== undefined && Object.hasOwn(newest.states, stateId) ? newest.states[stateId] : undefined;
      return { stateId, ofDefinition: state?.timeout?.after ?? null, inForce: inForceIn(stream, stateId) ?? null };
    });
    return { definitionId, revision: Number(stream.revision), states, history: stream.changeRecords };
  }

  async #change(
    tenant: string,
    caller: ChangeCaller,
    definitionId: string,
    asked: AskedTimeoutChange,
    decide: (stream: DefinitionStream) => TimeoutDecision,
  ): Promise<TimeoutOutcome> {
    const stream = definitionStreamName(tenant, definitionId);
    if (stream === undefined) return unpublished(definitionId);
    return changeTimeouts(this.ports, tenant, caller, {
      stream,
      asked,
      read: () => this.definitions.read(tenant, definitionId),
      forget: () => this.definitions.forget(tenant, definitionId),
      decide: (head) => (isPublished(head) ? decide(head) : unpublished(definitionId)),
      objection: async (head, change) => head && caller.objection?.(await this.#rulesAfter(tenant, head, change)),
    });
  }

  async #preview(
    tenant: string,
    definitionId: string,
    decide: (stream: DefinitionStream) => TimeoutDecision,
  ): Promise<ProspectiveRules | TimeoutRefusal> {
    const stream = await this.definitions.read(tenant, definitionId);
    if (!isPublished(stream)) return unpublished(definitionId);
    const decision = decide(stream);
    if ('kind' in decision) return decision;
    return this.#rulesAfter(tenant, stream, 'standing' in decision ? undefined : decision.events[0]);
  }

  /** @param change undefined if the rules would stay as they are. */
  async #rulesAfter(
    tenant: string,
    { timeoutChanges, revision }: DefinitionStream,
    change: DecidedEvent | undefined,
  ): Promise<ProspectiveRules> {
    const at = this.ports.clock.now().toISOString();
    const pauses = (await this.pauses.read(tenant))?.pauses ?? NO_TIMEOUT_PAUSES;
    const changes =
      change === undefined
        ? timeoutChanges
        : withTimeoutChange(timeoutChanges, { ...change, revision: revision + 1n, occurredAt: at });
    return { rules: { changes, pauses }, at };
  }
}

function isPublished(stream: DefinitionStream | undefined): stream is DefinitionStream {
  return stream !== undefined && stream.versions.size > 0;
}

function unpublished(definitionId: string): TimeoutRefusal {
  const name = JSON.stringify(definitionId.slice(0, 200));
  return refusal('DEFINITION_NOT_FOUND', `Definition ${name} is not published here: publish it first.`);
}

function decideOverride(request: OverrideRequest, stream: DefinitionStream): TimeoutDecision {
  const { definitionId, stateId, after, applyTo, grace, reason } = request;
  const refused = refusedState(stream, stateId) ?? refusedDurations(after, grace);
  if (refused !== undefined) return refused;
  const standing = inForceIn(stream, stateId);
  if (standing?.after === after && standing.applyTo === applyTo && standing.grace === grace) return { standing };
  const data: TimeoutOverridden = defined({ definitionId, stateId, after, applyTo, grace, reason });
  return { events: [{ type: TIMEOUT_OVERRIDDEN, data }] };
}

function decideRemoval(request: RemovalRequest, stream: DefinitionStream): TimeoutDecision {
  const { definitionId, stateId, overrideRevision: named, grace, reason } = request;
  const refused = refusedState(stream, stateId) ?? refusedDurations(grace);
  if (refused !== undefined) return refused;
  const live = liveUnder(stream, stateId);
  const override = named === undefined ? live.at(-1) : live.find(({ revision }) => revision === named);
  if (override === undefined) {
    const removal = stream.changeRecords.find((change) => named !== undefined && change.overrideRevision === named);
    if (removal?.stateId !== undefined && namesOf(stream, stateId).includes(removal.stateId))
      return { standing: removal };
    const which = named === undefined ? 'is in force' : `of revision ${named} is in force`;
    return refusal('OVERRIDE_NOT_FOUND', `No override of ${stateId} ${which}: there is nothing to remove.`);
  }
  const overrideRevision = override.revision;
  // Under the name that it was made under: journeys of versions that know that name alone are concerned as well.
  const data: TimeoutOverrideRemoved = defined({
    definitionId,
    stateId: override.stateId,
    overrideRevision,
    grace,
    reason,
  });
  return { events: [{ type: TIMEOUT_OVERRIDE_REMOVED, data }] };
}

function inForceIn(stream: DefinitionStream, stateId: string): TimeoutChangeRecord | undefined {
  const override = liveUnder(stream, stateId).at(-1);
  return override && stream.changeRecords.find(({ revision }) => revision === override.revision);
}

/** Overrides of a state that were not removed, oldest first, also those made under names that it had before. */
function liveUnder(
  stream: DefinitionStream,
  stateId: string,
): readonly (TimeoutOverride & { readonly stateId: string })[] {
  return namesOf(stream, stateId)
    .flatMap((name) => liveOverrides(stream.timeoutChanges.get(name)).map((one) => ({ ...one, stateId: name })))
    .sort((one, other) => one.revision - other.revision);
}

/** All names of a state of the newest version, the oldest first. */
function namesOf(stream: DefinitionStream, stateId: string): readonly string[] {
  const newest = newestOf(stream)?.document;
  const former = newest && lineageOf(newest, documentsOf(stream))?.former.get(stateId);
  return [...(former ?? []), stateId];
}

/** States in which a journey can wait for a timeout under some version. */
function statesOf(stream: DefinitionStream): readonly string[] {
  const states = new Set<string>();
  for (const { document } of stream.versions.values()) {
    const definition = compileDefinition(document);
    for (const stateId of Object.keys(document.states)) {
      if (!definition.isFinal(stateId) && stateId !== ABORT_TIMEOUT_STATE) states.add(stateId);
    }
  }
  return [...states];
}

function refusedState(stream: DefinitionStream, stateId: string): TimeoutRefusal | undefined {
  if (statesOf(stream).includes(stateId)) return undefined;
  const isKnown = [...stream.versions.values()].some(({ document }) => Object.hasOwn(document.states, stateId));
  const name = JSON.stringify(stateId.slice(0, 200));
  if (isKnown || stateId === ABORT_TIMEOUT_STATE) {
    return refusal('TIMEOUT_INVALID', `No journey waits in ${name}, so none can time out there: name another state.`);
  }
  return refusal('STATE_NOT_FOUND', `No version of the definition has a state ${name}: name one of those it has.`);
}

function refusedDurations(...durations: readonly (string | undefined)[]): TimeoutRefusal | undefined {
  for (const duration of durations) {
    const exact = duration === undefined ? undefined : exactDuration(duration);
    if (exact !== undefined && 'reason' in exact) return refusal('TIMEOUT_INVALID', exact.reason);
  }
  return undefined;
}
