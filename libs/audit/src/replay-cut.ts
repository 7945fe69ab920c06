import { comparePositions, readMetadata, type RecordedEvent } from '@ledger/event-store';
import type { ReplayCut } from './replay.types';

/** Tells what belongs to the part of the history that was asked for. */
export interface Cut {
  hasEvent(event: RecordedEvent): boolean;
  hasAttempt(event: RecordedEvent): boolean;
}

/** @param events all events of the journey in order. */
export function cutOf(events: readonly RecordedEvent[], cut: ReplayCut): Cut {
  const { asOf, asOfRevision, asOccurred } = cut;
  if (asOf !== undefined) return both((event) => Date.parse(event.recordedAt) <= Date.parse(asOf));
  if (asOccurred !== undefined) return both((event) => hadOccurred(event, Date.parse(asOccurred)));
  if (asOfRevision === undefined) return both(() => true);
  const next = events.find((event) => event.revision > asOfRevision);
  return {
    hasEvent: (event) => event.revision <= asOfRevision,
    // A refusal belongs to the revision it was decided on, so to the time before the next event.
    hasAttempt: (event) => next === undefined || comparePositions(event.position, next.position) < 0,
  };
}

function both(has: (event: RecordedEvent) => boolean): Cut {
  return { hasEvent: has, hasAttempt: has };
}

/** Damaged metadata has no time any more; such an event is shown rather than hidden. */
function hadOccurred(event: RecordedEvent, by: number): boolean {
  try {
    return Date.parse(readMetadata(event).occurredAt) <= by;
  } catch {
    return true;
  }
}
