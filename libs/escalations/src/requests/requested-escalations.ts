import {
  EventStoreError,
  foldable,
  LedgerDamagedError,
  readEvents,
  streamName,
  type EventStore,
  type ReadEvent,
  type UpcasterRegistry,
} from '@ledger/event-store';
import { type DefinitionLookup } from '@ledger/command-handling';
import { defined } from '@ledger/plain-data';
import { errorMessage, type SystemLog } from '@ledger/runtime';
import {
  deadlineOf,
  escalationIdOf,
  escalationTriggers,
  fold,
  journeyStream,
  parseEscalationId,
  parseStream,
  type EscalationDefinition,
  type EscalationRequested,
  type EscalationTrigger,
  type EscalationWithdrawn,
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

/** The escalations that an event asks for, with all that a desk needs. Imported history is over and asks for none. */
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
    requests.push(
      defined({
        tenant,
        escalationId,
        request: requestOf(sessionId, read, journey, trigger, definition),
        causationId: event.id,
        correlationId: metadata.$correlationId,
      }),
    );
  }
  return requests;
}

/** An escalation that an event makes needless, and the event as the escalation records it. */
export interface WithdrawnEscalation {
  readonly tenant: string;
  readonly escalationId: string;
  readonly withdrawal: EscalationWithdrawn;
  /** Of the event that asked for it, in the journey's stream. */
  readonly askedAt: bigint;
  readonly causationId: string;
  readonly correlationId?: string;
}

/** The escalations that an event withdraws, by its own words. */
export function withdrawnEscalations({ event, data, metadata }: ReadEvent): readonly WithdrawnEscalation[] {
  const stream = parseStream(event.stream);
  const ids = data['withdraws'];
  if (stream?.kind !== 'journey' || !Array.isArray(ids)) return [];
  return ids.flatMap((escalationId): WithdrawnEscalation[] => {
    const origin = typeof escalationId === 'string' ? parseEscalationId(escalationId) : undefined;
    if (origin?.sessionId !== stream.id) return [];
    const stateId = typeof data['to'] === 'string' ? data['to'] : '';
    return [
      defined({
        tenant: stream.tenant,
        escalationId: escalationId as string,
        withdrawal: { journeyRevision: Number(event.revision), journeyEventId: event.id, stateId },
        askedAt: origin.revision,
        causationId: event.id,
        correlationId: metadata.$correlationId,
      }),
    ];
  });
}

/** The journey right after one of its events; undefined also if its stream cannot be read. */
async function journeyAt(
  ports: RequestedEscalationsPorts,
  tenant: string,
  sessionId: string,
  revision: bigint,
): Promise<JourneyState | undefined> {
  try {
    const stream = streamName(journeyStream(tenant, sessionId));
    return fold((await readEvents(ports, stream, { limit: Number(revision) + 1 })).map(foldable));
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return undefined;
  }
}

/** Whether the fault is in an event, and not in the store. */
export function isUnreadable(error: unknown): boolean {
  return !(error instanceof EventStoreError) || error instanceof LedgerDamagedError;
}

/** An escalation that the definition lacks goes to the pull queue, where people see it and it delays no other. */
async function definitionOf(
  { definitions, log }: RequestedEscalationsPorts,
  tenant: string,
  journey: JourneyState | undefined,
  { escalation }: EscalationTrigger,
  escalationId: string,
): Promise<EscalationDefinition> {
  let reason = 'its journey does not begin with a known start';
  try {
    const { definitionId, definitionVersion } = journey ?? {};
    const definition =
      definitionId === undefined ? undefined : await definitions.resolve(tenant, definitionId, definitionVersion);
    const { escalations = {} } = definition?.document ?? {};
    const found = Object.hasOwn(escalations, escalation) ? escalations[escalation] : undefined;
    if (found !== undefined) return found;
    if (journey !== undefined)
      reason = `version ${definitionVersion} of ${definitionId} has no escalation of this name`;
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    reason = errorMessage(error);
  }
  log.error(
    `Escalation ${escalationId} asks for ${JSON.stringify(escalation)} and is put into the pull queue because ${reason}.`,
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
  return defined({
    escalation,
    kind,
    queue,
    target: kind === 'webhook' ? target : undefined,
    reason,
    sessionId,
    definitionId: journey?.definitionId ?? '',
    definitionVersion: journey?.definitionVersion ?? 0,
    stateId: stateId ?? journey?.stateId ?? '',
    currentStateId: journey?.stateId ?? '',
    customerId: journey?.customerId ?? undefined,
    channel: journey?.channel ?? undefined,
    journeyRevision: Number(event.revision),
    journeyEventId: event.id,
    triggeredAt,
    dueBy,
  });
}
