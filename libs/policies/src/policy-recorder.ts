import {
  appendedEvents,
  executeOnStream,
  foldable,
  headAt,
  readEvents,
  streamName,
  type EventStore,
  type ReadEvent,
  type StreamHead,
  type UpcasterRegistry,
} from '@ledger/event-store';
import { eventId, type DefinitionLookup } from '@ledger/command-handling';
import type { EscalationExecutor } from '@ledger/escalations';
import {
  breachKey,
  deadlineOf,
  JOURNEY_MIGRATED,
  JOURNEY_STARTED,
  journeyStream,
  POLICY_VIOLATED,
  policyEscalationId,
  policyReview,
  policyRules,
  policyStream,
  type CompiledDefinition,
  type EscalationRequested,
  type PolicyBreach,
  type PolicyReview,
  type PolicyViolated,
  type ReviewedBreach,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { Clock } from '@ledger/runtime';

export interface PolicyRecorderPorts {
  readonly store: EventStore;
  readonly upcasters: UpcasterRegistry;
  readonly definitions: Pick<DefinitionLookup, 'resolve'>;
  readonly escalations: Pick<EscalationExecutor, 'execute'>;
  readonly clock: Clock;
}

const ACTOR = { subject: 'policies', kind: 'saga' } as const;
const SCHEMA_VERSION = 1;

/** The violations of a journey that are recorded. */
interface Violations extends StreamHead {
  readonly keys: ReadonlySet<string>;
}

interface Missing {
  readonly events: readonly { readonly type: typeof POLICY_VIOLATED; readonly data: PolicyViolated }[];
}

/** What was recorded of a journey now. */
export type RecordedViolations = readonly PolicyViolated[];

/** Judges a journey from its stream and records what broke its policies, each breach once. */
export class PolicyRecorder {
  constructor(private readonly ports: PolicyRecorderPorts) {}

  /** @param until times that are over by then are found. RFC 3339. Throws the store's faults and `LedgerDamagedError`. */
  async record(tenant: string, sessionId: string, until: string): Promise<RecordedViolations> {
    const events = await readEvents(this.ports, streamName(journeyStream(tenant, sessionId)));
    const [start] = events;
    if (start === undefined || start.metadata.actor.kind === 'import') return [];
    const definitions = await this.#definitionsOf(tenant, events);
    const review = policyReview(events.map(foldable), {
      now: until,
      rulesOf: (_, version) => {
        const definition = definitions.get(version);
        return definition && policyRules(definition);
      },
    });
    if (review.breaches.length === 0) return [];
    const stream = streamName(policyStream(tenant, sessionId));
    const execution = await executeOnStream({
      store: this.ports.store,
      stream,
      read: async () => violationsOf(await readEvents(this.ports, stream)),
      decide: async (recorded: Violations | undefined): Promise<Missing | { readonly kind: 'complete' }> => {
        const missing = review.breaches.filter((breach) => recorded?.keys.has(breachKey(breach)) !== true);
        if (missing.length === 0) return { kind: 'complete' };
        const found: Missing['events'][number][] = [];
        for (const breach of missing) {
          const data = violated(sessionId, breach, review);
          // Before it is recorded: after a crash the breach is found again, and a second request finds the first.
          const escalationId = await this.#escalate(tenant, sessionId, breach, review, definitions, events);
          found.push({ type: POLICY_VIOLATED, data: defined({ ...data, escalationId }) });
        }
        return { events: found };
      },
      metadata: () => ({
        tenant,
        actor: ACTOR,
        schemaVersion: SCHEMA_VERSION,
        occurredAt: this.ports.clock.now().toISOString(),
      }),
      // No session id holds a slash, so that no journey's event has the id of a violation.
      eventId: (decision, index) => {
        const data = decision.events[index]?.data;
        const key = data === undefined ? '' : breachKey({ policy: data.policy, revision: data.journeyRevision });
        return eventId(tenant, `policy/${sessionId}`, key, 0);
      },
      evolve: (_, appended) => ({ ...appended, keys: new Set<string>() }),
    });
    if (execution.kind === 'conflict')
      throw new Error(`The violations of ${sessionId} were recorded by others meanwhile.`);
    return execution.kind === 'appended'
      ? appendedEvents(execution.appended).map(({ data }) => data as PolicyViolated)
      : [];
  }

  /** All versions that the journey ran under. */
  async #definitionsOf(tenant: string, events: readonly ReadEvent[]): Promise<ReadonlyMap<number, CompiledDefinition>> {
    const definitionId = events[0]?.data['definitionId'];
    const found = new Map<number, CompiledDefinition>();
    if (typeof definitionId !== 'string') return found;
    for (const { type, data } of events) {
      const version =
        type === JOURNEY_STARTED
          ? data['definitionVersion']
          : type === JOURNEY_MIGRATED
            ? data['toVersion']
            : undefined;
      if (typeof version !== 'number' || found.has(version)) continue;
      const definition = await this.ports.definitions.resolve(tenant, definitionId, version);
      if (definition !== undefined) found.set(version, definition);
    }
    return found;
  }

  /** Requests the escalation that the policy names; gives its id. */
  async #escalate(
    tenant: string,
    sessionId: string,
    breach: ReviewedBreach,
    { journey }: PolicyReview,
    definitions: ReadonlyMap<number, CompiledDefinition>,
    events: readonly ReadEvent[],
  ): Promise<string | undefined> {
    // Whom the version tells whose policy was broken: the journey's present one may have neither.
    const { document } = definitions.get(breach.policyVersion) ?? {};
    const name = document?.policies?.[breach.policy]?.escalation;
    const cause = events[breach.revision];
    if (name === undefined || journey === undefined || cause === undefined) return undefined;
    const { kind, queue, target, within } = document?.escalations?.[name] ?? { kind: 'queue' as const };
    const escalationId = policyEscalationId(sessionId, breach.revision, breach.policy);
    const request: EscalationRequested = defined({
      escalation: name,
      kind,
      queue,
      target: kind === 'webhook' ? target : undefined,
      reason: 'policy',
      sessionId,
      definitionId: journey.definitionId,
      definitionVersion: journey.definitionVersion,
      stateId: breach.stateId ?? journey.stateId,
      currentStateId: journey.stateId,
      customerId: journey.customerId ?? undefined,
      channel: journey.channel ?? undefined,
      journeyRevision: breach.revision,
      journeyEventId: cause.event.id,
      triggeredAt: breach.at,
      dueBy: within === undefined ? undefined : deadlineOf(breach.at, { after: within }),
    });
    await this.ports.escalations.execute({
      tenant,
      escalationId,
      command: { type: 'RequestEscalation', request },
      actor: ACTOR,
      causationId: cause.event.id,
    });
    return escalationId;
  }
}

function violationsOf(events: readonly ReadEvent[]): Violations | undefined {
  const last = events.at(-1);
  if (last === undefined) return undefined;
  const keys = events.map(({ data }) => {
    const { policy, journeyRevision: revision } = data as unknown as PolicyViolated;
    return breachKey({ policy, revision });
  });
  return { ...headAt(last), keys: new Set(keys) };
}

function violated(
  sessionId: string,
  { policy, kind, revision, at, stateId, deadline }: PolicyBreach,
  { journey }: PolicyReview,
): PolicyViolated {
  return defined({
    policy,
    kind,
    sessionId,
    definitionId: journey?.definitionId ?? '',
    definitionVersion: journey?.definitionVersion ?? 0,
    journeyRevision: revision,
    brokenAt: at,
    stateId,
    deadline,
    customerId: journey?.customerId ?? undefined,
  });
}
