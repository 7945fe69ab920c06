import { comparePositions, streamName, type EventStore, type Position, type RecordedEvent } from '@ledger/event-store';
import { attemptStream, journeyStream, parseStream } from '@ledger/journey';
import { sql } from 'kysely';
import type { ProjectionTransaction } from '../database/projection-transaction';
import type { BatchPreparation, EventBatch } from '../delivery/event-batch';
import { applySkippingPoison, type PoisonEvent, type TranslateError } from '../delivery/poison-events';
import type { Projection, ReplayedJourney } from '../delivery/projection';

export interface JourneyReplayOptions {
  readonly store: EventStore;
  readonly prepare: BatchPreparation;
  readonly journey: ReplayedJourney;
  /** Replayable ones, with all that need their rows, in the order in which they are applied. */
  readonly projections: readonly Projection[];
  /** Positions of events that a projection failed to apply whose rows these need: they do not see them. */
  readonly unseen: ReadonlySet<string>;
  /** Everything up to here is applied to the live tables. */
  readonly upTo: Position;
  readonly translateError: TranslateError;
}

const BATCH_SIZE = 1_000;
/** Bounds the memory of a batch, even of the largest events. */
const MAX_CHARACTERS = 8_000_000;

/** The journey that a stream is part of; undefined for a stream of something else. */
export function journeyOf(stream: string): ReplayedJourney | undefined {
  const parsed = parseStream(stream);
  if (parsed === undefined || !isOfJourney(parsed.kind)) return undefined;
  return { tenant: parsed.tenant, sessionId: parsed.id };
}

/** The streams of a journey. */
export function streamsOf({ tenant, sessionId }: ReplayedJourney): readonly [journey: string, attempts: string] {
  return [journeyStream(tenant, sessionId), attemptStream(tenant, sessionId)];
}

/** Whether the rows of a journey follow from its own streams alone, so that they can be replaced by themselves. */
export function isReplayable({ categories, tables, forget }: Projection): boolean {
  const isOfEach = forget !== undefined || tables.every(({ ofJourney }) => ofJourney !== undefined);
  return categories.every(isOfJourney) && isOfEach;
}

function isOfJourney(kind: string): boolean {
  return kind === 'journey' || kind === 'attempt';
}

/** Replaces a journey's rows by those of a rebuild, while nothing else is applied. Gives what failed to apply. */
export async function replayJourney(
  options: JourneyReplayOptions,
  tx: ProjectionTransaction,
): Promise<readonly PoisonEvent[]> {
  const { journey, projections, prepare, unseen, translateError } = options;
  for (const projection of projections) await projection.forget?.(journey, tx);
  await deleteBySession(projections, journey, tx);
  const hasHead = projections.some(({ tables }) => tables.some(({ name }) => name === 'journeys'));
  // If the head is not replayed, its row is already at the journey's end: no beginning is read from there.
  const batches = prepare(hasHead ? 'of-any-stream' : 'none');
  const poison: PoisonEvent[] = [];
  for await (const recorded of recordedBatches(options)) {
    const batch = batches.batch(recorded.filter(({ position }) => !unseen.has(position)));
    await deleteByPosition(projections, batch, tx);
    poison.push(...(await applySkippingPoison(batch, projections, tx, translateError)));
    if (!hasHead) await batch.remember();
  }
  return poison;
}

async function deleteBySession(
  projections: readonly Projection[],
  { tenant, sessionId }: ReplayedJourney,
  tx: ProjectionTransaction,
): Promise<void> {
  for (const { name, ofJourney } of projections.flatMap(({ tables }) => tables)) {
    if (ofJourney !== 'session_id') continue;
    await sql`delete from ${sql.table(name)} where tenant = ${tenant} and session_id = ${sessionId}`.execute(tx.sql);
  }
}

/** A journey's rows have the position of its start, which is one of its events; entries before a start have their own. */
async function deleteByPosition(
  projections: readonly Projection[],
  { events }: EventBatch,
  tx: ProjectionTransaction,
): Promise<void> {
  const orders = events.map(({ order }) => order);
  for (const { name, ofJourney } of projections.flatMap(({ tables }) => tables)) {
    if (ofJourney !== 'journey_position') continue;
    await sql`delete from ${sql.table(name)} where ${tx.oneOf('journey_position', orders)}`.execute(tx.sql);
  }
}

async function* recordedBatches({
  store,
  journey,
  upTo,
}: JourneyReplayOptions): AsyncIterable<readonly RecordedEvent[]> {
  const [journeyEvents, attempts] = streamsOf(journey).map((stream) => readApplied(store, stream, upTo));
  if (journeyEvents === undefined || attempts === undefined) return;
  let events: RecordedEvent[] = [];
  let characters = 0;
  for await (const event of inOrder(journeyEvents, attempts)) {
    events.push(event);
    characters += event.data.length + event.metadata.length;
    if (events.length < BATCH_SIZE && characters < MAX_CHARACTERS) continue;
    yield events;
    events = [];
    characters = 0;
  }
  if (events.length > 0) yield events;
}

/** Events of a stream that have been applied. */
async function* readApplied(store: EventStore, stream: string, upTo: Position): AsyncGenerator<RecordedEvent, void> {
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
