import type { StreamName } from '@ledger/event-store';
import {
  ABORT_TIMEOUT_STATE,
  compileDefinition,
  liveOverrides,
  TIMEOUT_OVERRIDDEN,
  TIMEOUT_OVERRIDE_REMOVED,
  withTimeoutChange,
  type TimeoutChanges,
  type TimeoutOverridden,
  type TimeoutOverrideRemoved,
  type TimeoutPause,
  type TimeoutRules,
} from '@ledger/journey';
import type { DefinitionStream } from '../definition-stream';
import { newestOf } from '../definition-stream';
import { shelfStream, type DefinitionCache } from '../definition-cache';
import { changeStream, type RuleDecision } from './change-timeouts';
import { exactDuration } from './exact-duration';
import { readRules, type RuleEvent, type RuleHistory, type RuleStreamPorts } from './timeout-rules-stream';
import {
  refusal,
  type ChangeCaller,
  type OverrideRequest,
  type RemovalRequest,
  type TimeoutChangeRecord,
  type TimeoutOutcome,
  type TimeoutRefusal,
} from './timeout-changes';

/** The timeout of a state as it holds for those who enter it now. */
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

/** The rules as a change would leave them. */
export interface ProspectiveRules {
  readonly rules: TimeoutRules;
  /** RFC 3339: when it would be made. */
  readonly at: string;
}

/**
 * What operations give states for a timeout instead of what the definition says. Each change is one event in the
 * definition's stream; what comes of it for those who wait follows from the rules.
 */
export class TimeoutOverrides {
  readonly #ports: RuleStreamPorts;
  readonly #shelves: DefinitionCache;
  readonly #pausesOf: (tenant: string) => Promise<readonly TimeoutPause[]>;

  constructor(
    ports: RuleStreamPorts,
    shelves: DefinitionCache,
    pausesOf: (tenant: string) => Promise<readonly TimeoutPause[]>,
  ) {
    this.#ports = ports;
    this.#shelves = shelves;
    this.#pausesOf = pausesOf;
  }

  /** Gives a state another timeout. What is in force already is left as it is. */
  override(tenant: string, request: OverrideRequest, caller: ChangeCaller): Promise<TimeoutOutcome> {
    return this.#change(tenant, request, caller, (shelf, history) => decideOverride(request, shelf, history));
  }

  /** Takes an override back: everybody's deadline is as if it had never been. */
  remove(tenant: string, request: RemovalRequest, caller: ChangeCaller): Promise<TimeoutOutcome> {
    return this.#change(tenant, request, caller, (shelf, history) => decideRemoval(request, shelf, history));
  }

  /** The rules as an override would leave them, without making it. */
  rulesUnderOverride(tenant: string, request: OverrideRequest): Promise<ProspectiveRules | TimeoutRefusal> {
    return this.#prospect(tenant, request, (shelf, history) => decideOverride(request, shelf, history));
  }

  /** The rules as taking one back would leave them. */
  rulesUnderRemoval(tenant: string, request: RemovalRequest): Promise<ProspectiveRules | TimeoutRefusal> {
    return this.#prospect(tenant, request, (shelf, history) => decideRemoval(request, shelf, history));
  }

  /** What holds, and how it came to hold; undefined for a definition that was never published. */
  async list(tenant: string, definitionId: string): Promise<DefinitionTimeouts | undefined> {
    const shelf = await this.#shelves.read(tenant, definitionId);
    if (shelf === undefined || shelf.versions.size === 0) return undefined;
    const { changes: history, revision } = await readRules(this.#ports, shelfStream(tenant, definitionId));
    const newest = newestOf(shelf)?.document;
    const states = statesOf(shelf).map((stateId): StateTimeout => {
      const state = newest !== undefined && Object.hasOwn(newest.states, stateId) ? newest.states[stateId] : undefined;
      const inForce = inForceOf(shelf.timeoutChanges, stateId, history) ?? null;
      return { stateId, ofDefinition: state?.timeout?.after ?? null, inForce };
    });
    return { definitionId, revision: Number(revision), states, history };
  }

  async #change(
    tenant: string,
    { definitionId }: { readonly definitionId: string },
    caller: ChangeCaller,
    decide: (shelf: DefinitionStream, history: RuleHistory) => RuleDecision,
  ): Promise<TimeoutOutcome> {
    const shelf = await this.#shelves.read(tenant, definitionId);
    if (shelf === undefined || shelf.versions.size === 0) return unpublished(definitionId);
    const stream: StreamName = shelfStream(tenant, definitionId);
    const outcome = await changeStream(this.#ports, stream, { ...caller, tenant }, async (history) =>
      decide((await this.#shelves.read(tenant, definitionId)) ?? shelf, history),
    );
    // Commands are decided under what is known here: it has to be known before the change is answered.
    if (outcome.kind === 'changed') await this.#shelves.read(tenant, definitionId);
    return outcome;
  }

  async #prospect(
    tenant: string,
    { definitionId }: { readonly definitionId: string },
    decide: (shelf: DefinitionStream, history: RuleHistory) => RuleDecision,
  ): Promise<ProspectiveRules | TimeoutRefusal> {
    const shelf = await this.#shelves.read(tenant, definitionId);
    if (shelf === undefined || shelf.versions.size === 0) return unpublished(definitionId);
    const history = await readRules(this.#ports, shelfStream(tenant, definitionId));
    const decision = decide(shelf, history);
    if ('kind' in decision) return decision;
    const at = this.#ports.clock.now().toISOString();
    const pauses = await this.#pausesOf(tenant);
    const changes =
      'standing' in decision
        ? shelf.timeoutChanges
        : withTimeoutChange(shelf.timeoutChanges, {
            ...decision.event,
            revision: history.revision + 1n,
            occurredAt: at,
          });
    return { rules: { changes, pauses }, at };
  }
}

function decideOverride(request: OverrideRequest, shelf: DefinitionStream, history: RuleHistory): RuleDecision {
  const { definitionId, stateId, after, applyTo, grace, reason } = request;
  const refused = refusedState(shelf, stateId) ?? refusedDurations(after, grace);
  if (refused !== undefined) return refused;
  const standing = inForceOf(shelf.timeoutChanges, stateId, history);
  if (standing?.after === after && standing.applyTo === applyTo && standing.grace === grace) return { standing };
  const data: TimeoutOverridden = { definitionId, stateId, after, applyTo, ...(grace && { grace }), reason };
  return { event: { type: TIMEOUT_OVERRIDDEN, data } satisfies RuleEvent };
}

function decideRemoval(request: RemovalRequest, shelf: DefinitionStream, history: RuleHistory): RuleDecision {
  const { definitionId, stateId, overrideRevision: named, grace, reason } = request;
  const refused = refusedState(shelf, stateId) ?? refusedDurations(grace);
  if (refused !== undefined) return refused;
  const live = liveOverrides(shelf.timeoutChanges.get(stateId));
  const override = named === undefined ? live.at(-1) : live.find(({ revision }) => revision === named);
  if (override === undefined) {
    const taken = history.changes.find((change) => named !== undefined && change.overrideRevision === named);
    if (taken?.stateId === stateId) return { standing: taken };
    const which = named === undefined ? 'is in force' : `of revision ${named} is in force`;
    return refusal('OVERRIDE_NOT_FOUND', `No override of ${stateId} ${which}, so that there is none to take back.`);
  }
  const overrideRevision = override.revision;
  const data: TimeoutOverrideRemoved = { definitionId, stateId, overrideRevision, ...(grace && { grace }), reason };
  return { event: { type: TIMEOUT_OVERRIDE_REMOVED, data } satisfies RuleEvent };
}

function inForceOf(
  changes: TimeoutChanges,
  stateId: string,
  history: Pick<RuleHistory, 'changes'> | readonly TimeoutChangeRecord[],
): TimeoutChangeRecord | undefined {
  const records = 'changes' in history ? history.changes : history;
  const override = liveOverrides(changes.get(stateId)).at(-1);
  return override && records.find(({ revision }) => revision === override.revision);
}

/** States in which a journey can wait for a timeout under some version. */
function statesOf(shelf: DefinitionStream): readonly string[] {
  const states = new Set<string>();
  for (const { document } of shelf.versions.values()) {
    const definition = compileDefinition(document);
    for (const stateId of Object.keys(document.states)) {
      if (!definition.isFinal(stateId) && stateId !== ABORT_TIMEOUT_STATE) states.add(stateId);
    }
  }
  return [...states];
}

function refusedState(shelf: DefinitionStream, stateId: string): TimeoutRefusal | undefined {
  if (statesOf(shelf).includes(stateId)) return undefined;
  const isKnown = [...shelf.versions.values()].some(({ document }) => Object.hasOwn(document.states, stateId));
  const name = JSON.stringify(stateId.slice(0, 200));
  if (isKnown || stateId === ABORT_TIMEOUT_STATE) {
    return refusal(
      'TIMEOUT_INVALID',
      `No journey waits in ${name}, so that it cannot time out there: name another state.`,
    );
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

function unpublished(definitionId: string): TimeoutRefusal {
  const name = JSON.stringify(definitionId.slice(0, 200));
  return refusal('DEFINITION_NOT_FOUND', `Definition ${name} is not published here: publish it first.`);
}
