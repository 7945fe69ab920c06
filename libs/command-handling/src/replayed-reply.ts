import type { EventStore, ReadEvent, UpcasterRegistry } from '@ledger/event-store';
import {
  ABORT_TIMEOUT,
  JOURNEY_STARTED,
  journeyView,
  type AbortTimeout,
  type AppliedCommand,
  type CompiledDefinition,
} from '@ledger/journey';
import type { AcceptedCommand } from './accepted-command';
import type { CommandReply, ReplyEvent } from './command-reply';
import { expiredReply, successReply } from './command-replies';
import { foldJourney } from './loaded-journey';

/**
 * The first reply to a command again, from the events it appended: the stream is folded up to the last of them, so
 * that any store and any process gives the same answer, however far the journey has gone since.
 */
export async function replayedReply(
  ports: { readonly store: EventStore; readonly upcasters: UpcasterRegistry },
  { stream, request }: AcceptedCommand,
  applied: AppliedCommand,
  definition: CompiledDefinition,
): Promise<CommandReply> {
  const events: ReadEvent[] = [];
  for await (const recorded of ports.store.readStream(stream, { limit: Number(applied.last) + 1 })) {
    events.push(ports.upcasters.read(recorded));
  }
  const journey = foldJourney(events);
  const last = events.at(-1);
  if (journey === undefined || last === undefined) throw new Error(`Stream ${stream} has lost its first event.`);
  // The first reply was given at the instant of the append, as near as the ledger knows.
  const { state, position } = journey;
  const view = journeyView(request.command.sessionId, state, definition, last.event.recordedAt, position);
  const own = events.slice(Number(applied.first));
  const timeout = own.find(({ type }) => type === ABORT_TIMEOUT);
  if (timeout !== undefined) {
    return expiredReply(timeout.data as unknown as AbortTimeout, view, own.map(replyEvent), true);
  }
  const started = own.some(({ type }) => type === JOURNEY_STARTED);
  return successReply(started ? 'CREATED' : 'ADVANCED', view, own.map(replyEvent), true);
}

function replyEvent({ type, data, event }: ReadEvent): ReplyEvent {
  return { id: event.id, type, revision: Number(event.revision), data };
}
