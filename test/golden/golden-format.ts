import { position, streamName, UpcasterRegistry, type ReadEvent, type RecordedEvent } from '@ledger/event-store';
import { fold, parseStream, type FoldableEvent, type JourneyState } from '@ledger/journey';

/** A recorded event as a line: the texts as they were stored, byte for byte. */
export function toLine({ revision, ...event }: RecordedEvent): string {
  return JSON.stringify({ ...event, revision: String(revision) });
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
  const upcasters = new UpcasterRegistry();
  const states: Record<string, unknown> = {};
  for (const stream of new Set(history.map((event) => event.stream))) {
    if (parseStream(stream)?.kind !== 'journey') continue;
    const events = history.filter((event) => event.stream === stream);
    states[stream] = plain(fold(events.map((event) => foldable(upcasters.read(event)))));
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
      return value instanceof Map ? Object.fromEntries(value) : value;
    }),
  );
}
