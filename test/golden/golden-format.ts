import { position, streamName, UpcasterRegistry, type ReadEvent, type RecordedEvent } from '@ledger/event-store';
import { fold, parseStream, type FoldableEvent, type JourneyState } from '@ledger/journey';

/** A recorded event as a line: the texts as they were stored, byte for byte. */
export function toLine(recorded: RecordedEvent): string {
  const { revision, ...event } = asStored(recorded);
  return JSON.stringify({ ...event, revision: String(revision) });
}

/** The event alone, without what a store found when it read it. */
export function asStored({ isChecked: _, ...event }: RecordedEvent): RecordedEvent {
  return event;
}

export function fromLine(line: string): RecordedEvent {
  const event = JSON.parse(line) as Omit<RecordedEvent, 'revision'> & { readonly revision: string };
  return {
    ...event,
    stream: streamName(event.stream),
    revision: BigInt(event.revision),
    position: position(event.position),
  };
}

/** Every journey of a history, by its stream, folded as today's code folds it; maps and bigints as plain JSON. */
export function foldedStates(history: readonly RecordedEvent[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...journeyStates(history)].map(([stream, state]) => [stream, plain(state)]));
}

/** Every journey of a history, by its stream, folded as today's code folds it. */
export function journeyStates(history: readonly RecordedEvent[]): ReadonlyMap<string, JourneyState | undefined> {
  const upcasters = new UpcasterRegistry();
  const states = new Map<string, JourneyState | undefined>();
  for (const stream of new Set(history.map((event) => event.stream))) {
    if (parseStream(stream)?.kind !== 'journey') continue;
    const events = history.filter((event) => event.stream === stream);
    states.set(stream, fold(events.map((event) => foldable(upcasters.read(event)))));
  }
  return states;
}

function foldable({ type, data, metadata, event }: ReadEvent): FoldableEvent {
  const { occurredAt, commandId } = metadata;
  return { type, data, revision: event.revision, occurredAt, ...(commandId !== undefined && { commandId }) };
}

function plain(state: JourneyState | undefined): unknown {
  return JSON.parse(
    JSON.stringify(state, (_key, value: unknown) => {
      if (typeof value === 'bigint') return String(value);
      return isKeyed(value) ? Object.fromEntries(value) : value;
    }),
  );
}

/** A map, or what is gone through as one: the applied commands. */
function isKeyed(value: unknown): value is Iterable<readonly [string, unknown]> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Symbol.iterator in value;
}
