import {
  GENESIS_HASH,
  RevisionConflictError,
  sealEvents,
  type EventDraft,
  type EventStore,
  type Position,
} from '@ledger/event-store';
import { ABORT_TIMEOUT, fold, type Decision, type JourneyEvent } from '@ledger/journey';
import { eventDrafts, ownMetadata, timeoutMetadata, type CommandMetadata } from './prepared-command';
import type { CommandReply, ReplyEvent } from './command-reply';
import { expiredReply, successReply } from './command-replies';
import { viewIn, type DecisionContext } from './decision-context';
import type { JourneyCache } from './journey-cache';
import { NONE_EXPIRED, type ExpiredCommands, type LoadedJourney } from './loaded-journey';

/** Decisions that change the stream. */
export type AppendingDecision = Extract<Decision, { readonly kind: 'accepted' | 'expired' }>;

/**
 * Appends what was decided under the revision it was decided on, and replies. Undefined where the journey was not at
 * that revision any more.
 */
export async function appendDecision(
  { store, heads }: { readonly store: EventStore; readonly heads: JourneyCache },
  situation: DecisionContext,
  decision: AppendingDecision,
): Promise<CommandReply | undefined> {
  const { accepted, journey } = situation;
  const { stream, request } = accepted;
  const first = journey === undefined ? 0n : journey.state.revision + 1n;
  const metadata = metadataOf(situation, decision);
  const drafts = eventDrafts(request, decision.events, metadata);
  const previousHash = journey?.headHash ?? GENESIS_HASH;
  const { events, lastHash } = sealEvents(stream, drafts, { revision: first, previousHash });
  let position: Position;
  try {
    const expectedRevision = journey?.state.revision ?? 'NO_STREAM';
    ({ position } = await store.append(stream, events, { expectedRevision }));
  } catch (error) {
    // Whatever went wrong, what is known of this journey may be behind the store now.
    heads.drop(stream);
    if (error instanceof RevisionConflictError) return undefined;
    throw error;
  }
  const appended = evolved(situation, decision.events, metadata, { first, headHash: lastHash, position });
  heads.put(stream, appended);
  return replyTo(situation, decision, appended, replyEvents(drafts, first));
}

function metadataOf({ accepted, journey, now }: DecisionContext, decision: AppendingDecision): CommandMetadata {
  const timesOut = journey !== undefined && decision.events[0].type === ABORT_TIMEOUT;
  if (!timesOut) return ownMetadata(accepted, now);
  const occurredAt = decision.kind === 'expired' ? decision.occurredAt : now;
  return timeoutMetadata(accepted, journey.state.enteredRevision, occurredAt);
}

/** The journey after its new events, without reading back what has just been written. */
function evolved(
  { journey, accepted }: DecisionContext,
  events: readonly JourneyEvent[],
  metadata: CommandMetadata,
  head: { readonly first: bigint; readonly headHash: string; readonly position: Position },
): LoadedJourney {
  const { occurredAt, commandId } = metadata;
  const state = fold(
    events.map(({ type, data }, index) => ({
      type,
      data,
      revision: head.first + BigInt(index),
      occurredAt,
      commandId,
    })),
    journey?.state,
  );
  if (state === undefined) throw new TypeError(`Stream ${accepted.stream} should begin with a start.`);
  const known = journey?.expiredCommands ?? NONE_EXPIRED;
  const expiredCommands = foundByCommand(events) ? withExpired(known, accepted.commandId, state.revision) : known;
  return { state, headHash: head.headHash, position: head.position, expiredCommands };
}

function foundByCommand([event]: readonly JourneyEvent[]): boolean {
  return event?.type === ABORT_TIMEOUT && event.data.detectedBy === 'command';
}

function withExpired(known: ExpiredCommands, commandId: string, revision: bigint): ExpiredCommands {
  return new Map(known).set(commandId, { first: revision, last: revision });
}

function replyEvents(drafts: readonly EventDraft[], first: bigint): ReplyEvent[] {
  return drafts.map(({ id, type, data }, index) => ({ id, type, revision: Number(first) + index, data }));
}

function replyTo(
  situation: DecisionContext,
  decision: AppendingDecision,
  appended: LoadedJourney,
  events: readonly ReplyEvent[],
): CommandReply {
  const view = viewIn(situation, appended);
  const [event] = decision.events;
  // The saga's own command is accepted, and what it comes to is a time-out like any other.
  if (event.type === ABORT_TIMEOUT) return expiredReply(event.data, view, events);
  const started = decision.kind === 'accepted' && decision.outcome === 'started';
  return successReply(started ? 'CREATED' : 'ADVANCED', view, events);
}
