import { comparePositions, type EventStore, type Position, type RecordedEvent } from '@ledger/event-store';

export type LedgerDifferenceKind =
  /** At this place the target holds an event of another stream, revision or id. */
  | 'OTHER_EVENT'
  /** The target holds the event with another type, data text or metadata text. */
  | 'OTHER_CONTENT'
  /** The target ends before the source does. */
  | 'EVENT_MISSING'
  /** The target holds events behind the source's last one. */
  | 'EVENT_ADDED';

/** The first thing in which a copy is not its source. */
export interface LedgerDifference {
  readonly kind: LedgerDifferenceKind;
  /** Place in the order of the whole ledger, from 1: the same in every store, which positions are not. */
  readonly place: number;
  readonly source: EventPlace | undefined;
  readonly target: EventPlace | undefined;
  /** All of it, in a sentence. */
  readonly reason: string;
}

export type EventPlace = Pick<RecordedEvent, 'stream' | 'revision' | 'position' | 'id' | 'type'>;

/** Compares all that appenders give at one place; the position and `recordedAt` are each store's own. */
export function differenceAt(
  place: number,
  source: RecordedEvent | undefined,
  target: RecordedEvent | undefined,
): LedgerDifference | undefined {
  const found = (kind: LedgerDifferenceKind, reason: string): LedgerDifference => {
    return { kind, place, source: source && placeOf(source), target: target && placeOf(target), reason };
  };
  if (source === undefined) {
    if (target === undefined) return undefined;
    const after = place === 1 ? 'The source is empty' : `The source ends with event ${place - 1}`;
    return found('EVENT_ADDED', `${after}, and the target continues with ${nameOf(target)}.`);
  }
  if (target === undefined) {
    const after = place === 1 ? 'The target is empty' : `The target ends with event ${place - 1}`;
    return found('EVENT_MISSING', `${after}, and the source continues with ${nameOf(source)}.`);
  }
  if (source.stream !== target.stream || source.revision !== target.revision || source.id !== target.id) {
    const reason = `Event ${place} should be ${nameOf(source)}, and the target holds ${nameOf(target)} there.`;
    return found('OTHER_EVENT', reason);
  }
  const texts = (['type', 'data', 'metadata'] as const).filter((member) => source[member] !== target[member]);
  if (texts.length === 0) return undefined;
  return found('OTHER_CONTENT', `Event ${place}, ${nameOf(source)}, has another ${texts.join(' and ')} in the target.`);
}

/** The first place at which the target is not what the source is up to its event `end`; undefined where it is a copy. */
export async function firstDifference(
  source: EventStore,
  target: EventStore,
  end: Position | undefined,
): Promise<LedgerDifference | undefined> {
  const copies = target.readAll()[Symbol.asyncIterator]();
  let place = 0;
  try {
    for await (const event of readUpTo(source, end)) {
      place++;
      const copy = await copies.next();
      const difference = differenceAt(place, event, copy.done === true ? undefined : copy.value);
      if (difference !== undefined) return difference;
    }
    const more = await copies.next();
    return more.done === true ? undefined : differenceAt(place + 1, undefined, more.value);
  } finally {
    await copies.return?.();
  }
}

/** The ledger's events up to and with one position; none without one. `after` is exclusive. */
export async function* readUpTo(
  store: EventStore,
  end: Position | undefined,
  after?: Position,
): AsyncGenerator<RecordedEvent> {
  if (end === undefined) return;
  for await (const event of store.readAll(after === undefined ? {} : { after })) {
    const order = comparePositions(event.position, end);
    if (order <= 0) yield event;
    if (order >= 0) return;
  }
}

function placeOf({ stream, revision, position, id, type }: RecordedEvent): EventPlace {
  return { stream, revision, position, id, type };
}

function nameOf({ stream, revision, id, type }: RecordedEvent): string {
  return `revision ${revision} of ${stream} (${type}, ${id})`;
}
