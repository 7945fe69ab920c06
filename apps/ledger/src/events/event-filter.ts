import { streamCategory, STREAM_KINDS, type StreamKind } from '@ledger/journey';
import { sentValue } from '../http/sent-value';
import { validationProblem } from '../http/problem';
import type { EventsQuery } from './events.query';
import type { PassingEvent } from './passing-event';

/** What a follower wants to be sent. */
export interface EventFilter {
  readonly categories: readonly string[];
  readonly sessionId: string | undefined;
  readonly definitionId: string | undefined;
  /** Where the filter names a definition, the event's must be known by now. */
  wants(event: PassingEvent): boolean;
}

/** The filter that a query describes; an unknown kind of stream is a problem. */
export function eventFilter(tenant: string, { category, type, sessionId, definitionId }: EventsQuery): EventFilter {
  const kinds = new Set(category === undefined ? ['journey'] : category.split(','));
  const types = type === undefined ? undefined : new Set(type.split(','));
  const categories = new Set([...kinds].map((kind) => streamCategory(kindOf(kind), tenant)));
  return {
    categories: [...categories],
    sessionId,
    definitionId,
    wants: (event) =>
      categories.has(event.category) &&
      (types === undefined || types.has(event.recorded.type)) &&
      (sessionId === undefined || event.stream?.id === sessionId) &&
      (definitionId === undefined || event.definitionId === definitionId),
  };
}

function kindOf(name: string): StreamKind {
  const kind = STREAM_KINDS.find((known) => known === name);
  if (kind !== undefined) return kind;
  throw validationProblem(`category must be one or more of ${STREAM_KINDS.join(', ')}; you sent ${sentValue(name)}.`);
}
