import { defined } from '@ledger/plain-data';
import { JourneyBuilder, type JourneyFields } from './journey-builder';
import { applyJourneyEvent } from './journey.evolve';
import type { FoldableEvent } from '../foldable-event';
import { BY_RULE, JOURNEY_MIGRATED } from './journey.events';
import type { JourneyState } from './journey.state';
import { isPlainObject } from '../plain-json';

/** Never throws, reads no clock, changes nothing in place. Unknown types move the revision: the stream has grown. */
export function evolve(state: JourneyState | undefined, event: FoldableEvent): JourneyState | undefined {
  return fold([event], state);
}

/** As `evolve`, without what only deciding needs: the commands applied, and when properties of the context changed. */
export function evolveShown(state: JourneyState | undefined, event: FoldableEvent): JourneyState | undefined {
  const builder = new JourneyBuilder(state, false);
  apply(builder, event);
  return builder.seal();
}

/** The journey that a stream's events give, in time linear in their number, continuing from `from`. */
export function fold(events: Iterable<FoldableEvent>, from?: JourneyState): JourneyState | undefined {
  const builder = new JourneyBuilder(from);
  for (const event of events) apply(builder, event);
  return builder.seal();
}

/** As `fold`, for a stream that is still being read. */
export async function foldStream(
  events: AsyncIterable<FoldableEvent>,
  from?: JourneyState,
): Promise<JourneyState | undefined> {
  const builder = new JourneyBuilder(from);
  for await (const event of events) apply(builder, event);
  return builder.seal();
}

function apply(builder: JourneyBuilder, event: FoldableEvent): void {
  const before = builder.fields?.revision;
  applyJourneyEvent(builder, event);
  if (builder.fields === undefined) return;
  builder.fields.revision = event.revision;
  if (isUpgrade(event)) {
    // No caller's change: neither its time nor its revision may stand in the way of those who read the journey before.
    builder.fields.upgradedSince ??= before;
    if (event.occurredAt > builder.fields.lastUpdatedAt) builder.fields.lastUpdatedAt = event.occurredAt;
  } else {
    builder.fields.lastUpdatedAt = event.occurredAt;
    if (builder.fields.upgradedSince !== undefined) builder.fields.upgradedSince = undefined;
    noteGivenTime(builder.fields, event);
  }
  if (event.commandId !== undefined) builder.noteCommand(event.commandId, event.revision);
}

/** Whether the version's own rule migrated the journey, before a command of its flow. */
export function isUpgrade({ type, data }: Pick<FoldableEvent, 'type' | 'data'>): boolean {
  return type === JOURNEY_MIGRATED && isPlainObject(data) && data['by'] === BY_RULE;
}

function noteGivenTime(fields: JourneyFields, { givenAt, occurredAt }: FoldableEvent): void {
  if (givenAt !== undefined) fields.lastGivenAt = givenAt;
  const givenLastUpdatedAt = givenAt === occurredAt ? undefined : givenAt;
  if (givenLastUpdatedAt === undefined && fields.skewed === undefined) return;
  const givenStartedAt = fields.revision === 0n ? givenLastUpdatedAt : fields.skewed?.givenStartedAt;
  fields.skewed = defined({ givenStartedAt, givenLastUpdatedAt });
}
