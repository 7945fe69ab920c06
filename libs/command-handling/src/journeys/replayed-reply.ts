import { readEvents, type ReadEvent, type StreamReaderPorts } from '@ledger/event-store';
import { ABORT_TIMEOUT, journeyView, type AbortTimeout, type AppliedCommand, type JourneyState } from '@ledger/journey';
import type { DefinitionLookup } from '../ports/definition-lookup';
import { definitionOf, isReply } from './command-definition';
import { expiredReply, successOutcome, successReply } from './command-replies';
import type { CommandReply, ReplyEvent } from './command-reply';
import { definitionAsOf } from './definition-as-of';
import { foldJourney } from './loaded-journey';
import { isImport, type PreparedCommand } from './prepared-command';

/**
 * The first reply to a command again, from the events it appended: the stream is folded up to the last of them, so
 * that any store and any process gives the same answer, however far the journey has gone since.
 */
export async function replayedReply(
  ports: StreamReaderPorts & { readonly definitions: DefinitionLookup },
  { stream, request }: PreparedCommand,
  applied: AppliedCommand,
): Promise<CommandReply> {
  const events = await readEvents(ports, stream, { limit: Number(applied.last) + 1 });
  const journey = foldJourney(events);
  const last = events.at(-1);
  if (journey === undefined || last === undefined) throw new Error(`Stream ${stream} has lost its first event.`);
  const { state, position } = journey;
  const { tenant, command } = request;
  const present = await definitionOf(ports.definitions, tenant, journey);
  if (isReply(present)) return present;
  const definition = definitionAsOf(present, last.event.recordedAt);
  const now = decidedAt(state, applied, last, isImport(request));
  const view = journeyView(command.sessionId, state, definition, now, position);
  const own = events.slice(Number(applied.first));
  const timeout = own.find(({ type }) => type === ABORT_TIMEOUT);
  if (timeout !== undefined) {
    return expiredReply(timeout.data as unknown as AbortTimeout, view, own.map(replyEvent), true);
  }
  return successReply(successOutcome(own), view, own.map(replyEvent), true);
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
