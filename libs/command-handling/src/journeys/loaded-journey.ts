import {
  foldable,
  headAt,
  readEvents,
  type ReadEvent,
  type StreamHead,
  type StreamName,
  type StreamReaderPorts,
} from '@ledger/event-store';
import { ABORT_TIMEOUT, fold, type AppliedCommand, type JourneyState } from '@ledger/journey';

/** Commands that found the deadline passed, by id, with the revisions of the timeout that stands for them. */
export type ExpiredCommands = ReadonlyMap<string, AppliedCommand>;

/** A journey at some revision, with what the next append needs to know of its head. */
export interface LoadedJourney extends StreamHead {
  readonly state: JourneyState;
  /** A timeout has its own command id, and names the command that found it as its cause. */
  readonly expiredCommands: ExpiredCommands;
  /** Whether an import started it. */
  readonly isImported: boolean;
}

export const NONE_EXPIRED: ExpiredCommands = new Map();

/**
 * Undefined without a stream. Reads from the head of what is known on: that event comes along to prove that the
 * stream continues from it. Where it does not, the whole stream is read.
 */
export async function loadJourney(
  ports: StreamReaderPorts,
  stream: StreamName,
  known?: LoadedJourney,
): Promise<LoadedJourney | undefined> {
  if (known === undefined) return foldJourney(await readEvents(ports, stream));
  const [head, ...later] = await readEvents(ports, stream, { from: known.revision });
  if (head?.metadata.hash !== known.headHash) return loadJourney(ports, stream);
  return later.length === 0 ? known : foldJourney(later, known);
}

/** Events that were read, in order, on top of what is known; undefined where they do not begin with a start. */
export function foldJourney(events: readonly ReadEvent[], known?: LoadedJourney): LoadedJourney | undefined {
  const state = fold(events.map(foldable), known?.state);
  const last = events.at(-1);
  if (state === undefined || last === undefined) return known;
  const expiredCommands = withExpired(known?.expiredCommands ?? NONE_EXPIRED, events);
  const isImported = known?.isImported ?? events[0]?.metadata.actor.kind === 'import';
  return { state, ...headAt(last), expiredCommands, isImported };
}

function withExpired(known: ExpiredCommands, events: readonly ReadEvent[]): ExpiredCommands {
  const expired = new Map(known);
  for (const { type, data, metadata, event } of events) {
    if (type !== ABORT_TIMEOUT || data['detectedBy'] !== 'command' || metadata.$causationId === undefined) continue;
    expired.set(metadata.$causationId, { first: event.revision, last: event.revision });
  }
  return expired.size === known.size ? known : expired;
}
