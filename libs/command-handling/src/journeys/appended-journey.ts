import { appendedEvents, type Appended } from '@ledger/event-store';
import { ABORT_TIMEOUT, fold, type Decision, type JourneyEvent } from '@ledger/journey';
import { expiredReply, successOutcome, successReply } from './command-replies';
import type { CommandReply, ReplyEvent } from './command-reply';
import { recordedViewIn, type DecisionContext } from './decision-context';
import { NONE_EXPIRED, type ExpiredCommands, type LoadedJourney } from './loaded-journey';
import { ownMetadata, timeoutMetadata, type CommandMetadata } from './prepared-command';

/** Decisions that change the stream. */
export type AppendingDecision = Extract<Decision, { readonly kind: 'accepted' | 'expired' }>;

/** Metadata of what a decision appends: a timeout has its own command id, whether the saga or a command finds it. */
export function metadataOf({ command, journey, now }: DecisionContext, decision: AppendingDecision): CommandMetadata {
  const timesOut = journey !== undefined && decision.events[0].type === ABORT_TIMEOUT;
  if (!timesOut) return ownMetadata(command, now);
  const occurredAt = decision.kind === 'expired' ? decision.occurredAt : now;
  return timeoutMetadata(command, journey.state.enteredRevision, occurredAt);
}

/** The journey after its new events, without reading back what has just been written. */
export function appendedJourney(
  { journey, command }: DecisionContext,
  { events }: AppendingDecision,
  appended: Appended,
): LoadedJourney {
  const state = fold(appendedEvents(appended), journey?.state);
  if (state === undefined) throw new TypeError(`Stream ${command.stream} should begin with a start.`);
  const { first, revision, headHash, position } = appended;
  const known = journey?.expiredCommands ?? NONE_EXPIRED;
  const expiredCommands = foundByCommand(events) ? withExpired(known, command.commandId, first) : known;
  const isImported = journey?.isImported ?? command.request.actor.kind === 'import';
  return { state, revision, headHash, position, expiredCommands, isImported };
}

/** The reply to a command that changed the journey. */
export function appendedReply(
  context: DecisionContext,
  decision: AppendingDecision,
  journey: LoadedJourney,
  appended: Appended,
): CommandReply {
  const view = recordedViewIn(context, journey);
  const events = replyEvents(appended);
  const [event] = decision.events;
  // The saga's own command is accepted, and its result is a timeout like any other.
  if (event.type === ABORT_TIMEOUT) return expiredReply(event.data, view, events);
  return successReply(successOutcome(context.command.request.command, events), view, events);
}

function foundByCommand([event]: readonly JourneyEvent[]): boolean {
  return event?.type === ABORT_TIMEOUT && event.data.detectedBy === 'command';
}

function withExpired(known: ExpiredCommands, commandId: string, revision: bigint): ExpiredCommands {
  return new Map(known).set(commandId, { first: revision, last: revision });
}

function replyEvents({ drafts, first }: Appended): ReplyEvent[] {
  return drafts.map(({ id, type, data }, index) => ({ id, type, revision: Number(first) + index, data }));
}
