import type { EventStore, ReadEvent, UpcasterRegistry } from '@ledger/event-store';
import {
  ABORT_TIMEOUT,
  JOURNEY_STARTED,
  journeyView,
  type AbortTimeout,
  type AppliedCommand,
  type CompiledDefinition,
  type JourneyState,
} from '@ledger/journey';
import { isImport, type PreparedCommand } from './prepared-command';
import type { CommandReply, ReplyEvent } from './command-reply';
import { expiredReply, successReply } from './command-replies';
import type { DefinitionLookup } from './definition-lookup';
import { foldJourney } from './loaded-journey';
import { definitionAsOf } from './timeout-rules-cache';

/**
 * The first reply to a command again, from the events it appended: the stream is folded up to the last of them, so
 * that any store and any process gives the same answer, however far the journey has gone since.
 */
export async function replayedReply(
  ports: {
    readonly store: EventStore;
    readonly upcasters: UpcasterRegistry;
    readonly definitions: DefinitionLookup;
  },
  { stream, request }: PreparedCommand,
  applied: AppliedCommand,
  present: CompiledDefinition,
): Promise<CommandReply> {
  const events: ReadEvent[] = [];
  for await (const recorded of ports.store.readStream(stream, { limit: Number(applied.last) + 1 })) {
    events.push(ports.upcasters.read(recorded));
  }
  const journey = foldJourney(events);
  const last = events.at(-1);
  if (journey === undefined || last === undefined) throw new Error(`Stream ${stream} has lost its first event.`);
  const { state, position } = journey;
  const now = decidedAt(state, applied, last, isImport(request));
  const ruled = await ruleThen(ports.definitions, request.tenant, state, present);
  const definition = definitionAsOf(ruled, last.event.recordedAt);
  const view = journeyView(request.command.sessionId, state, definition, now, position);
  const own = events.slice(Number(applied.first));
  const timeout = own.find(({ type }) => type === ABORT_TIMEOUT);
  if (timeout !== undefined) {
    return expiredReply(timeout.data as unknown as AbortTimeout, view, own.map(replyEvent), true);
  }
  const started = own.some(({ type }) => type === JOURNEY_STARTED);
  return successReply(started ? 'CREATED' : 'ADVANCED', view, own.map(replyEvent), true);
}

/** The version that the journey ran by then: it may have come to another one since. */
async function ruleThen(
  definitions: DefinitionLookup,
  tenant: string,
  { definitionId, definitionVersion }: JourneyState,
  present: CompiledDefinition,
): Promise<CompiledDefinition> {
  if (present.version === definitionVersion) return present;
  return (await definitions.resolve(tenant, definitionId, definitionVersion)) ?? present;
}

/**
 * The instant the first reply was decided at: exactly, where the command entered a state; else the time of recording,
 * which is as near as the ledger knows. An import was decided at the time it tells of.
 */
function decidedAt(state: JourneyState, { first }: AppliedCommand, last: ReadEvent, isImport: boolean): string {
  if (state.enteredRevision >= first) return state.enteredAt;
  return isImport ? last.metadata.occurredAt : last.event.recordedAt;
}

function replyEvent({ type, data, event }: ReadEvent): ReplyEvent {
  return { id: event.id, type, revision: Number(event.revision), data };
}
