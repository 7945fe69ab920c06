import { Type } from '@sinclair/typebox';
import { parseStream, streamCategory, STREAM_KINDS, type StreamKind } from '@ledger/journey';
import type { RecordedEvent } from '@ledger/event-store';
import * as field from '../http/fields';
import { queryOf } from '../http/paged-query';
import { validationProblem } from '../http/problem';
import { sentValue } from '../http/sent-value';
import type { Given } from '../http/validated';

/** The mark before the ledger's first event. */
export const START = 'start';

export const EventsQuery = queryOf({
  after: Type.Optional(
    field.opaque('Position to begin after, or start for the whole ledger. Default: only new events.', START),
  ),
  category: Type.Optional(
    field.opaque(`Kinds of stream, separated by commas: ${STREAM_KINDS.join(', ')}. Default: journey.`, 'journey'),
  ),
  type: Type.Optional(field.name('Event types, separated by commas.', 'JourneyTransitioned,ABORT_TIMEOUT')),
  sessionId: Type.Optional(field.sessionId('Only events of this session.', 'call-4711')),
});
export type EventsQuery = Given<typeof EventsQuery>;

export interface EventFilter {
  readonly categories: readonly string[];
  wants(event: RecordedEvent): boolean;
}

/** The filter that a query describes; an unknown kind of stream is a problem. */
export function eventFilter(tenant: string, { category, type, sessionId }: EventsQuery): EventFilter {
  const kinds = new Set(category === undefined ? ['journey'] : category.split(','));
  const types = type === undefined ? undefined : new Set(type.split(','));
  return {
    categories: [...kinds].map((kind) => streamCategory(kindOf(kind), tenant)),
    wants: (event) =>
      (types === undefined || types.has(event.type)) &&
      (sessionId === undefined || parseStream(event.stream)?.id === sessionId),
  };
}

function kindOf(name: string): StreamKind {
  const kind = STREAM_KINDS.find((known) => known === name);
  if (kind !== undefined) return kind;
  throw validationProblem(`category must be one or more of ${STREAM_KINDS.join(', ')}; you sent ${sentValue(name)}.`);
}
