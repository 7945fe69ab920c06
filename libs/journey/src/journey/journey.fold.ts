import { JourneyBuilder } from './journey-builder';
import { applyJourneyEvent } from './journey.evolve';
import type { FoldableEvent } from './journey.events';
import type { JourneyState } from './journey.state';

/**
 * The journey after one more event. Never throws, reads no clock, changes nothing in place. An event of a type that it
 * does not know moves the revision only: the stream has grown, whether or not we understand by what.
 */
export function evolve(state: JourneyState | undefined, event: FoldableEvent): JourneyState | undefined {
  return fold([event], state);
}

/** The journey that a stream's events give, in time linear in their number; `from` is where they go on from. */
export function fold(events: Iterable<FoldableEvent>, from?: JourneyState): JourneyState | undefined {
  const draft = new JourneyBuilder(from);
  for (const event of events) apply(draft, event);
  return draft.seal();
}

/** As `fold`, for a stream that is still being read. */
export async function foldStream(
  events: AsyncIterable<FoldableEvent>,
  from?: JourneyState,
): Promise<JourneyState | undefined> {
  const draft = new JourneyBuilder(from);
  for await (const event of events) apply(draft, event);
  return draft.seal();
}

function apply(draft: JourneyBuilder, event: FoldableEvent): void {
  applyJourneyEvent(draft, event);
  if (draft.fields === undefined) return;
  draft.fields.revision = event.revision;
  draft.fields.lastUpdatedAt = event.occurredAt;
  if (event.commandId !== undefined) draft.noteCommand(event.commandId, event.revision);
}
