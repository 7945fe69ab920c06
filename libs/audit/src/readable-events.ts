import {
  comparePositions,
  StoreUnreadableError,
  type EventStore,
  type Position,
  type RecordedEvent,
} from '@ledger/event-store';

/** Places that are tried one by one behind one that cannot be read, before whole pages are read again. */
const STEPS = 512n;

/**
 * Events up to a position. In a ledger that gives out every position, what cannot be read is passed over: each failure is
 * told, and its positions are missing in what is given.
 */
export async function* readableEvents(
  store: Pick<EventStore, 'readAll'>,
  end: Position,
  gaplessFrom: bigint | undefined,
  onUnreadable: (error: StoreUnreadableError) => void,
): AsyncGenerator<RecordedEvent, void, undefined> {
  let after: Position | undefined;
  let steppedUpTo = -1n;
  for (;;) {
    const isStepping = after !== undefined && BigInt(after) < steppedUpTo;
    const before = after;
    try {
      for await (const event of store.readAll({ after, limit: isStepping ? 1 : undefined })) {
        if (comparePositions(event.position, end) > 0) return;
        yield event;
        after = event.position;
      }
      if (!isStepping || after === before) return;
    } catch (error) {
      if (!(error instanceof StoreUnreadableError) || gaplessFrom === undefined) throw error;
      if (!isStepping) onUnreadable(error);
      const next = after === undefined ? gaplessFrom - 1n : BigInt(after);
      if (isStepping) after = String(next + 1n) as Position;
      else {
        after = String(next) as Position;
        steppedUpTo = next + STEPS;
      }
      if (comparePositions(after, end) >= 0) return;
    }
  }
}
