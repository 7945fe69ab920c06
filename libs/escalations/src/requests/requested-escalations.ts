import {
  EventStoreError,
  InvalidEventError,
  streamName,
  type EventStore,
  type ReadEvent,
  type UpcasterRegistry,
} from '@ledger/event-store';
import { type DefinitionLookup } from '@ledger/command-handling';
import { errorMessage, type SystemLog } from '@ledger/runtime';
import {
  deadlineOf,
  escalationIdOf,
  escalationTriggers,
  fold,
  journeyStream,
  parseStream,
  type EscalationDefinition,
  type EscalationRequested,
  type EscalationTrigger,
  type FoldableEvent,
  type JourneyState,
} from '@ledger/journey';

export interface RequestedEscalation {
  readonly tenant: string;
  readonly escalationId: string;
  readonly request: EscalationRequested;
  /** Of the journey's event, and the conversation that it belongs to. */
  readonly causationId: string;
  readonly correlationId?: string;
}

export interface RequestedEscalationsPorts {
  readonly store: EventStore;
  readonly upcasters: UpcasterRegistry;
  readonly definitions: Pick<DefinitionLookup, 'resolve'>;
  readonly log: SystemLog;
}

/**
 * What an event of a journey asks for, with everything that a desk needs to know. History that was taken in asks for
 * nobody: what it tells of is over.
 */
export async function requestedEscalations(
  ports: RequestedEscalationsPorts,
  read: ReadEvent,
): Promise<readonly RequestedEscalation[]> {
  const { event, type, data, metadata } = read;
  const stream = parseStream(event.stream);
  if (stream?.kind !== 'journey' || metadata.actor.kind === 'import') return [];
  const triggers = escalationTriggers(type, data);
  if (triggers.length === 0) return [];
  const { tenant, id: sessionId } = stream;
  const journey = await journeyAt(ports, tenant, sessionId, event.revision);
  const requests: RequestedEscalation[] = [];
  for (const [index, trigger] of triggers.entries()) {
    const escalationId = escalationIdOf({ sessionId, revision: event.revision, isSecond: index > 0 });
    const definition = await definitionOf(ports, tenant, journey, trigger, escalationId);
    requests.push({
      tenant,
      escalationId,
      request: requestOf(sessionId, read, journey, trigger, definition),
      causationId: event.id,
      ...(metadata.$correlationId === undefined ? {} : { correlationId: metadata.$correlationId }),
    });
  }
  return requests;
}

/** The journey right after an event of it; undefined also where its stream holds what cannot be read. */
async function journeyAt(
  { store, upcasters }: RequestedEscalationsPorts,
  tenant: string,
  sessionId: string,
  revision: bigint,
): Promise<JourneyState | undefined> {
  const events: FoldableEvent[] = [];
  try {
    const limit = Number(revision) + 1;
    const stream = streamName(journeyStream(tenant, sessionId));
    for await (const event of store.readStream(stream, { limit, ifMissing: 'empty' })) {
      const { type, data, metadata } = upcasters.read(event);
      events.push({ type, data, revision: event.revision, occurredAt: metadata.occurredAt });
    }
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return undefined;
  }
  return fold(events);
}

/** Whether an event is at fault, and not the store that was asked for it. */
export function isUnreadable(error: unknown): boolean {
  return !(error instanceof EventStoreError) || error instanceof InvalidEventError;
}

/**
 * How the definition has it. What cannot be found out goes to the pull queue, where people see it: an escalation that is
 * not understood must neither be lost nor keep the others waiting.
 */
async function definitionOf(
  { definitions, log }: RequestedEscalationsPorts,
  tenant: string,
  journey: JourneyState | undefined,
  { escalation }: EscalationTrigger,
  escalationId: string,
): Promise<EscalationDefinition> {
  let reason = 'its journey does not begin with a start that is understood';
  try {
    const { definitionId, definitionVersion } = journey ?? {};
    const definition =
      definitionId === undefined ? undefined : await definitions.resolve(tenant, definitionId, definitionVersion);
    const { escalations = {} } = definition?.document ?? {};
    const found = Object.hasOwn(escalations, escalation) ? escalations[escalation] : undefined;
    if (found !== undefined) return found;
    if (journey !== undefined) reason = `version ${definitionVersion} of ${definitionId} has none of this name`;
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    reason = errorMessage(error);
  }
  log.error(
    `Escalation ${escalationId} asks for ${JSON.stringify(escalation)} and is put into the pull queue: ${reason}.`,
  );
  return { kind: 'queue' };
}

function requestOf(
  sessionId: string,
  { event, metadata }: ReadEvent,
  journey: JourneyState | undefined,
  { escalation, reason, stateId, at }: EscalationTrigger,
  { kind, queue, target, within }: EscalationDefinition,
): EscalationRequested {
  const triggeredAt = at ?? metadata.occurredAt;
  const dueBy = within === undefined ? undefined : deadlineOf(triggeredAt, { after: within });
  return {
    escalation,
    kind,
    ...(queue === undefined ? {} : { queue }),
    ...(target === undefined || kind !== 'webhook' ? {} : { target }),
    reason,
    sessionId,
    definitionId: journey?.definitionId ?? '',
    definitionVersion: journey?.definitionVersion ?? 0,
    stateId: stateId ?? journey?.stateId ?? '',
    currentStateId: journey?.stateId ?? '',
    ...(journey?.customerId == null ? {} : { customerId: journey.customerId }),
    ...(journey?.channel == null ? {} : { channel: journey.channel }),
    journeyRevision: Number(event.revision),
    journeyEventId: event.id,
    triggeredAt,
    ...(dueBy === undefined ? {} : { dueBy }),
  };
}
