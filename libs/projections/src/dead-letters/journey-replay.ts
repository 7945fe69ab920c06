import {
  comparePositions,
  streamName,
  type EventStore,
  type Position,
  type RecordedEvent,
  type UpcasterRegistry,
} from '@ledger/event-store';
import { attemptStream, journeyStream } from '@ledger/journey';
import type { ProjectionTransaction } from '../database/projection-transaction';
import { EventBatch } from '../delivery/event-batch';
import { JourneyHeadCache } from '../read-models/journey-head-cache';
import { applyIsolated, type Refusal } from '../delivery/poison-events';
import { readLedgerEvent, type LedgerEvent } from '../delivery/ledger-event';
import type { Projection } from '../delivery/projection';

export interface ReplayedJourney {
  readonly tenant: string;
  readonly sessionId: string;
}

export interface JourneyReplayOptions {
  readonly store: EventStore;
  readonly upcasters?: UpcasterRegistry;
  readonly journey: ReplayedJourney;
  /** Replayable ones, with all that rest on them, in the order in which they are applied. */
  readonly projections: readonly Projection[];
  /** Positions of events that a projection refuses on which these rest: they do not see them. */
  readonly unseen: ReadonlySet<string>;
  /** Everything up to here is applied to the live tables. */
  readonly upTo: Position;
  readonly translateError: (error: unknown) => unknown;
}

const BATCH_SIZE = 1_000;
/** Characters of a batch: one of the largest events there may be must not fill the memory. */
const MAX_CHARACTERS = 8_000_000;

/** The streams that hold what is known of a journey. */
export function streamsOf({ tenant, sessionId }: ReplayedJourney): readonly [journey: string, attempts: string] {
  return [journeyStream(tenant, sessionId), attemptStream(tenant, sessionId)];
}

/** Whether rows of one journey follow from that journey's own streams, so that they can be made anew by themselves. */
export function isReplayable({ categories, tables }: Projection): boolean {
  return (
    categories.every((kind) => kind === 'journey' || kind === 'attempt') &&
    tables.every(({ ofJourney }) => ofJourney !== undefined)
  );
}

/**
 * Takes away all rows that these projections have of one journey and makes them anew from its streams: what comes out is
 * what a rebuild would give. To be called while nothing else is applied. Gives what was refused.
 */
export async function replayJourney(
  options: JourneyReplayOptions,
  tx: ProjectionTransaction,
): Promise<readonly Refusal[]> {
  const { journey, projections, translateError } = options;
  await deleteBySession(projections, journey, tx);
  const isHeadAmongThem = projections.some(({ tables }) => tables.some(({ table }) => table === 'journeys'));
  const heads = new JourneyHeadCache();
  const refusals: Refusal[] = [];
  for await (const events of batchesOf(options)) {
    await deleteByPosition(projections, events, tx);
    // Where the head is not replayed its row has the end of the journey already: the beginning is not looked up there.
    const batch = new EventBatch(events, heads, isHeadAmongThem ? 'all' : 'none');
    refusals.push(...(await applyIsolated(batch, projections, tx, translateError)));
    if (!isHeadAmongThem) await batch.remember();
  }
  return refusals;
}

async function deleteBySession(
  projections: readonly Projection[],
  { tenant, sessionId }: ReplayedJourney,
  { sql }: ProjectionTransaction,
): Promise<void> {
  for (const { table, ofJourney } of projections.flatMap(({ tables }) => tables)) {
    if (ofJourney !== 'session_id') continue;
    await sql
      .deleteFrom(table)
      .where('tenant', '=', tenant)
      .where('session_id' as never, '=', sessionId as never)
      .execute();
  }
}

/** A journey's rows lie under the position of its start, which is one of its events; so are those that precede a start. */
async function deleteByPosition(
  projections: readonly Projection[],
  events: readonly LedgerEvent[],
  tx: ProjectionTransaction,
): Promise<void> {
  const orders = events.map(({ order }) => order);
  for (const { table, ofJourney } of projections.flatMap(({ tables }) => tables)) {
    if (ofJourney !== 'journey_position') continue;
    await tx.sql.deleteFrom(table).where(tx.oneOf('journey_position', orders)).execute();
  }
}

async function* batchesOf(options: JourneyReplayOptions): AsyncIterable<readonly LedgerEvent[]> {
  const { store, upcasters, journey, upTo, unseen } = options;
  const [journeyEvents, attempts] = streamsOf(journey).map((stream) => readKnown(store, stream, upTo));
  if (journeyEvents === undefined || attempts === undefined) return;
  let events: LedgerEvent[] = [];
  let characters = 0;
  for await (const recorded of inOrder(journeyEvents, attempts)) {
    const event = unseen.has(recorded.position) ? undefined : readLedgerEvent(recorded, upcasters);
    if (event === undefined) continue;
    events.push(event);
    characters += recorded.data.length + recorded.metadata.length;
    if (events.length < BATCH_SIZE && characters < MAX_CHARACTERS) continue;
    yield events;
    events = [];
    characters = 0;
  }
  if (events.length > 0) yield events;
}

/** Events of a stream that have been applied; none where there is no such stream. */
async function* readKnown(store: EventStore, stream: string, upTo: Position): AsyncGenerator<RecordedEvent, void> {
  for await (const event of store.readStream(streamName(stream), { ifMissing: 'empty' })) {
    if (comparePositions(event.position, upTo) > 0) return;
    yield event;
  }
}

async function* inOrder(
  a: AsyncGenerator<RecordedEvent, void>,
  b: AsyncGenerator<RecordedEvent, void>,
): AsyncIterable<RecordedEvent> {
  let [first, second] = [await a.next(), await b.next()];
  for (;;) {
    if (first.done !== true && (second.done === true || isBefore(first.value, second.value))) {
      yield first.value;
      first = await a.next();
    } else if (second.done !== true) {
      yield second.value;
      second = await b.next();
    } else return;
  }
}

function isBefore(event: RecordedEvent, other: RecordedEvent): boolean {
  return comparePositions(event.position, other.position) < 0;
}
