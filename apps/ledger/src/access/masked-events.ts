import type { RecordedEvent } from '@ledger/event-store';
import {
  hasPersonal,
  maskedContext,
  maskedEvent,
  OPERATION_REQUESTED,
  type OperationRequested,
  type PersonalData,
} from '@ledger/journey';

/** An event as it is stored, or a row of it. */
type Stored = Pick<RecordedEvent, 'type' | 'data'> & Partial<Pick<RecordedEvent, 'damage'>>;

/** An event whose payload, a JSON text, is without what is personal; the event itself if nothing in it is. */
export function withMaskedText<Event extends Stored>(event: Event, hidden: PersonalData): Event {
  if (!hasPersonal(hidden) || event.damage !== undefined) return event;
  const data = JSON.parse(event.data) as object;
  const shown =
    event.type === OPERATION_REQUESTED ? maskedRequest(data as OperationRequested, hidden) : maskedEvent(data, hidden);
  return shown === data ? event : { ...event, data: JSON.stringify(shown) };
}

/** What a batch operation sets in each journey. */
function maskedRequest(data: OperationRequested, hidden: PersonalData): OperationRequested {
  if (data.target?.set === undefined) return data;
  const { shown: set, masked } = maskedContext(data.target.set, hidden);
  return masked.length === 0 ? data : { ...data, target: { ...data.target, set, ...{ masked } } };
}
