import {
  type EventStore,
  type Position,
  type ReadEvent,
  type StreamName,
  type UpcasterRegistry,
} from '@ledger/event-store';
import { ABORT_TIMEOUT, fold, type AppliedCommand, type FoldableEvent, type JourneyState } from '@ledger/journey';

/** Commands that found the deadline passed, by id, with the revisions of the time-out that stands for them. */
export type ExpiredCommands = ReadonlyMap<string, AppliedCommand>;

/** A journey at some revision, with what the next append needs to know of its head. */
export interface LoadedJourney {
  readonly state: JourneyState;
  /** Hash of the last event: the next one's `previousHash`. */
  readonly headHash: string;
  /** Position of the last event. */
  readonly position: Position;
  /** A time-out carries a command id of its own and names the command that found it as its cause. */
  readonly expiredCommands: ExpiredCommands;
}

export const NONE_EXPIRED: ExpiredCommands = new Map();

/**
 * The journey at the head of its stream; undefined where there is no stream. Given what is known already, reads from
 * its head on: that event comes along to prove that the stream goes on from what is known, and where it does not, the
 * whole stream is read.
 */
export async function loadJourney(
  store: EventStore,
  upcasters: UpcasterRegistry,
  stream: StreamName,
  known?: LoadedJourney,
): Promise<LoadedJourney | undefined> {
  const from = known?.state.revision ?? 0n;
  const events: ReadEvent[] = [];
  for await (const recorded of store.readStream(stream, { from, ifMissing: 'empty' })) {
    events.push(upcasters.read(recorded));
  }
  if (known === undefined) return foldJourney(events);
  const [head, ...later] = events;
  if (head?.metadata.hash !== known.headHash) return await loadJourney(store, upcasters, stream);
  return later.length === 0 ? known : foldJourney(later, known);
}

/** Events that were read, in order, on top of what is known; undefined where they do not begin with a start. */
export function foldJourney(events: readonly ReadEvent[], known?: LoadedJourney): LoadedJourney | undefined {
  const state = fold(events.map(foldable), known?.state);
  const last = events.at(-1);
  if (state === undefined || last === undefined) return known;
  return {
    state,
    headHash: last.metadata.hash,
    position: last.event.position,
    expiredCommands: withExpired(known?.expiredCommands ?? NONE_EXPIRED, events),
  };
}

/** A stored event, upcast, as the fold takes it. */
export function foldable({ type, data, metadata, event }: ReadEvent): FoldableEvent {
  return {
    type,
    data,
    revision: event.revision,
    occurredAt: metadata.occurredAt,
    ...(metadata.commandId === undefined ? {} : { commandId: metadata.commandId }),
  };
}

function withExpired(known: ExpiredCommands, events: readonly ReadEvent[]): ExpiredCommands {
  const expired = new Map(known);
  for (const { type, data, metadata, event } of events) {
    if (type !== ABORT_TIMEOUT || data['detectedBy'] !== 'command' || metadata.$causationId === undefined) continue;
    expired.set(metadata.$causationId, { first: event.revision, last: event.revision });
  }
  return expired.size === known.size ? known : expired;
}
