import { comparePositions, isPosition, position, type EventStore, type RecordedEvent } from '@ledger/event-store';
import { mayUse } from '@ledger/access';
import type { Sight } from '@ledger/projections';
import type { EventDefinitions } from '../events/event-definitions';
import { PassingEvent } from '../events/passing-event';
import type { Lookup } from './lookup.api';

type FoundEvent = Lookup['events'][number];

/** Few enough to be read in a tenth of a second. */
const NEWEST = 20_000n;
const MOST_FOUND = 10;

export interface FoundEvents {
  readonly events: readonly FoundEvent[];
  readonly searchedFrom: string | null;
  readonly searched: Lookup['searched'];
}

export interface FoundEventPorts {
  readonly store: EventStore;
  readonly definitions: Pick<EventDefinitions, 'note'>;
}

/** Events in sight that a text names, by their position or by what stands in the newest of all. */
export async function findEvents(
  { store, definitions }: FoundEventPorts,
  sight: Sight,
  text: string,
): Promise<FoundEvents> {
  const found = (event: RecordedEvent, by: FoundEvent['by']) => foundIn(definitions, sight, event, by);
  const head = await store.lastPosition();
  const events: FoundEvent[] = [];
  if (head === undefined) return { events, searchedFrom: null, searched: 'all' };
  if (
    isPosition(text) &&
    isCounted(text) &&
    isCounted(head) &&
    comparePositions(text, head) <= 0 &&
    BigInt(text) > 0n
  ) {
    const after = position(String(BigInt(text) - 1n));
    for await (const event of store.readAll({ after, limit: 1 })) {
      if (event.position === text) events.push(...(await found(event, 'position')));
    }
  }
  const start = isCounted(head) && BigInt(head) > NEWEST ? position(String(BigInt(head) - NEWEST)) : undefined;
  // Ids of events are longer, and a short text may be a part of many.
  if (text.length < 8 || !isCounted(head)) return { events, searchedFrom: head, searched: 'none' };
  const commandId = `"commandId":${JSON.stringify(text)}`;
  const hash = `"hash":${JSON.stringify(text)}`;
  for await (const event of store.readAll(start === undefined ? {} : { after: start })) {
    if (events.length >= MOST_FOUND) break;
    if (event.id === text) events.push(...(await found(event, 'eventId')));
    else if (event.metadata.includes(commandId)) events.push(...(await found(event, 'commandId')));
    else if (event.metadata.endsWith(`${hash}}`)) events.push(...(await found(event, 'hash')));
  }
  return { events, searchedFrom: start ?? null, searched: start === undefined ? 'all' : 'newest' };
}

/** Positions of some stores cannot be counted back from. */
function isCounted(text: string): boolean {
  return /^\d+$/.test(text);
}

async function foundIn(
  definitions: FoundEventPorts['definitions'],
  sight: Sight,
  event: RecordedEvent,
  by: FoundEvent['by'],
): Promise<readonly FoundEvent[]> {
  const passing = new PassingEvent(event);
  const { stream } = passing;
  if (stream?.tenant !== sight.tenant || event.damage !== undefined) return [];
  if (sight.definitions !== undefined) await definitions.note(passing);
  if (!mayUse(sight, passing.definitionId)) return [];
  const { position: at, type, revision } = event;
  return [{ by, position: at, type, category: stream.kind, id: stream.id, revision: Number(revision) }];
}
