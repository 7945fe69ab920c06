import {
  assertIntact,
  isRemoved,
  streamName,
  type EventStore,
  type Position,
  type RecordedEvent,
} from '@ledger/event-store';
import { JOURNEYS_READ, readsStream, type JourneysRead, type ReadQuery, type RecordedRead } from '@ledger/journey';

/** Which reads are wanted; all of them where nothing is said. */
export interface AccessFilter {
  /** Only reads that name this journey. */
  readonly sessionId?: string | undefined;
  /** Only reads of this subject or client. */
  readonly subject?: string | undefined;
  /** Id of an operation. */
  readonly route?: string | undefined;
  /** RFC 3339, UTC, milliseconds; inclusive. */
  readonly from: string;
  /** Exclusive. */
  readonly to: string;
}

/** One line of the record of reads. */
export interface Access {
  readonly at: string;
  readonly until: string;
  readonly times: number;
  readonly subject: string;
  readonly clientId: string | null;
  readonly route: string;
  readonly sessionIds: readonly string[] | null;
  readonly query: ReadQuery | null;
  readonly purpose: string | null;
  /** Of the event that holds it. */
  readonly position: Position;
}

/** Everything before it was not looked at yet. */
export interface AccessPlace {
  /** UTC. */
  readonly day: string;
  /** Event of the day's stream; absent: all of them. */
  readonly revision?: number;
  /** Lines of that event; absent: all of them. */
  readonly lines?: number;
}

export interface AccessPage {
  readonly accesses: readonly Access[];
  /** Absent if nothing older is left. */
  readonly next?: AccessPlace;
  /** RFC 3339: everything from then on was looked at. */
  readonly searchedFrom: string;
}

/** Of one page: some milliseconds' work. */
const MOST_EVENTS = 2_000;
const MOST_DAYS = 450;

/** Who read what, newest first, page by page: from the streams of the days, so it needs no read model. */
export async function readAccesses(
  store: EventStore,
  tenant: string,
  filter: AccessFilter,
  { limit, after }: { readonly limit: number; readonly after?: AccessPlace | undefined },
): Promise<AccessPage> {
  const accesses: Access[] = [];
  const firstDay = dayOf(filter.from);
  let place: AccessPlace = after ?? { day: dayOf(filter.to) };
  let searchedFrom = filter.to;
  for (let days = 0, events = 0; place.day >= firstDay; place = { day: dayBefore(place.day) }) {
    const { day } = place;
    if (days++ >= MOST_DAYS) return { accesses, next: place, searchedFrom };
    for await (const event of eventsOf(store, tenant, place, MOST_EVENTS - events)) {
      const reads = readsIn(event);
      const revision = Number(event.revision);
      for (let line = (place.revision === revision ? place.lines : undefined) ?? reads.length; line > 0; line--) {
        const read = reads[line - 1];
        if (read === undefined || !isWanted(read, filter)) continue;
        if (accesses.length === limit) return { accesses, next: { day, revision, lines: line }, searchedFrom };
        accesses.push(accessOf(read, event.position));
        searchedFrom = read.at;
      }
      searchedFrom = reads[0]?.at ?? searchedFrom;
      if (++events < MOST_EVENTS) continue;
      const next = revision === 0 ? { day: dayBefore(day) } : { day, revision: revision - 1 };
      return { accesses, next, searchedFrom };
    }
    searchedFrom = `${day}T00:00:00.000Z`;
  }
  return { accesses, searchedFrom: filter.from };
}

/** Backwards from the place on. */
function eventsOf(
  store: EventStore,
  tenant: string,
  { day, revision }: AccessPlace,
  limit: number,
): AsyncIterable<RecordedEvent> {
  const from = revision === undefined ? {} : { from: BigInt(revision) };
  const stream = streamName(readsStream(tenant, day));
  return store.readStream(stream, { ...from, direction: 'backwards', limit, ifMissing: 'empty' });
}

function readsIn(event: RecordedEvent): readonly RecordedRead[] {
  if (isRemoved(event)) return [];
  assertIntact(event);
  return event.type === JOURNEYS_READ ? (JSON.parse(event.data) as JourneysRead).reads : [];
}

function isWanted(read: RecordedRead, { sessionId, subject, route, from, to }: AccessFilter): boolean {
  return (
    read.at < to &&
    (read.until ?? read.at) >= from &&
    (sessionId === undefined || read.sessionIds?.includes(sessionId) === true) &&
    (subject === undefined || read.subject === subject || read.clientId === subject) &&
    (route === undefined || read.route === route)
  );
}

function accessOf(read: RecordedRead, position: Position): Access {
  const { at, until = at, times = 1, subject, clientId, route, sessionIds, query, purpose } = read;
  return {
    ...{ at, until, times, subject, clientId: clientId ?? null, route },
    ...{ sessionIds: sessionIds ?? null, query: query ?? null, purpose: purpose ?? null, position },
  };
}

function dayOf(instant: string): string {
  return instant.slice(0, 10);
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}
