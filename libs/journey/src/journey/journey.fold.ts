import { defined } from '@ledger/plain-data';
import { JourneyBuilder, type JourneyFields } from './journey-builder';
import { applyJourneyEvent } from './journey.evolve';
import type { FoldableEvent } from '../foldable-event';
import type { JourneyState } from './journey.state';

/** Never throws, reads no clock, changes nothing in place. Unknown types move the revision: the stream has grown. */
export function evolve(state: JourneyState | undefined, event: FoldableEvent): JourneyState | undefined {
  return fold([event], state);
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
  applyJourneyEvent(builder, event);
  if (builder.fields === undefined) return;
  builder.fields.revision = event.revision;
  builder.fields.lastUpdatedAt = event.occurredAt;
  noteGivenTime(builder.fields, event);
  if (event.commandId !== undefined) builder.noteCommand(event.commandId, event.revision);
}

function noteGivenTime(fields: JourneyFields, { givenAt, occurredAt }: FoldableEvent): void {
  if (givenAt !== undefined) fields.lastGivenAt = givenAt;
  const givenLastUpdatedAt = givenAt === occurredAt ? undefined : givenAt;
  if (givenLastUpdatedAt === undefined && fields.skewed === undefined) return;
  const givenStartedAt = fields.revision === 0n ? givenLastUpdatedAt : fields.skewed?.givenStartedAt;
  fields.skewed = defined({ givenStartedAt, givenLastUpdatedAt });
}
