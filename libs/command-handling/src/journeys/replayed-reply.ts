import { readEvents, type ReadEvent, type StreamReaderPorts } from '@ledger/event-store';
import { ABORT_TIMEOUT, journeyView, type AbortTimeout, type AppliedCommand, type JourneyState } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { DefinitionLookup } from '../ports/definition-lookup';
import { definitionOf, isReply } from './command-definition';
import { expiredReply, successOutcome, successReply } from './command-replies';
import type { CommandReply, ReplyEvent } from './command-reply';
import { decisionIn, viewIn, type ExistingContext } from './decision-context';
import { definitionAsOf } from './definition-as-of';
import { foldJourney } from './loaded-journey';
import { isImport, type PreparedCommand } from './prepared-command';
import type { KeptAnswer } from './stored-answer';

/** What was done under a command id, with the stream's events up to its last. */
export interface EarlierCommand {
  readonly applied: AppliedCommand;
  readonly events: readonly ReadEvent[];
}

export async function readEarlier(
  ports: StreamReaderPorts,
  { stream }: PreparedCommand,
  applied: AppliedCommand,
): Promise<EarlierCommand> {
  return { applied, events: await readEvents(ports, stream, { limit: Number(applied.last) + 1 }) };
}

/** The events of the earlier command alone. */
export function ownEvents({ applied, events }: EarlierCommand): readonly ReadEvent[] {
  return events.slice(Number(applied.first));
}

/** The first reply again, folded from the events up to its last: any store and process gives the same answer. */
export async function replayedReply(
  ports: StreamReaderPorts & { readonly definitions: DefinitionLookup },
  { stream, request }: PreparedCommand,
  { applied, events }: EarlierCommand,
): Promise<CommandReply> {
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
  const own = ownEvents({ applied, events });
  const timeout = own.find(({ type }) => type === ABORT_TIMEOUT);
  if (timeout !== undefined) {
    return expiredReply(timeout.data as unknown as AbortTimeout, view, own.map(replyEvent), true);
  }
  return successReply(successOutcome(command, own), view, own.map(replyEvent), true);
}

/** The first reply again of a command that appended nothing, on the journey as it was then. */
export async function keptReply(
  ports: StreamReaderPorts & { readonly definitions: DefinitionLookup },
  command: PreparedCommand,
  { reply, revision, at, upgradeTo }: KeptAnswer,
): Promise<CommandReply> {
  const { stream, request } = command;
  if (revision === undefined) return { ...reply, replayed: true, events: [] };
  const journey = foldJourney(await readEvents(ports, stream, { limit: Number(revision) + 1 }));
  if (journey === undefined) throw new Error(`Stream ${stream} has lost its first event.`);
  const present = await definitionOf(ports.definitions, request.tenant, journey);
  if (isReply(present)) return present;
  const target =
    upgradeTo === undefined
      ? undefined
      : await ports.definitions.resolve(request.tenant, journey.state.definitionId, upgradeTo);
  const upgradesTo = target && definitionAsOf(target, at);
  const definition = { ...definitionAsOf(present, at), ...defined({ upgradesTo }) };
  const context = { command, journey, definition, now: at };
  const guard = reply.code === 'GUARD_FAILED' ? guardIn(context) : undefined;
  return defined({ ...reply, guard, replayed: true, journey: viewIn(context, journey), events: [] });
}

/** The guard that was false, with all that it saw. */
function guardIn(context: ExistingContext): CommandReply['guard'] {
  const decision = decisionIn(context, Infinity);
  return decision.kind === 'rejected' ? decision.guard : undefined;
}

/** When the first reply was decided: by state entry, else by recording; an import at the time it tells of. */
function decidedAt(state: JourneyState, { first }: AppliedCommand, last: ReadEvent, isImport: boolean): string {
  if (state.enteredRevision >= first) return state.enteredAt;
  return isImport ? last.metadata.occurredAt : last.event.recordedAt;
}

function replyEvent({ type, data, event }: ReadEvent): ReplyEvent {
  return { id: event.id, type, revision: Number(event.revision), data };
}
