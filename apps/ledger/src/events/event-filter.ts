import { mayUse } from '@ledger/access';
import type { Sight } from '@ledger/projections';
import { streamCategory, STREAM_KINDS, type StreamKind } from '@ledger/journey';
import { sentValue } from '../http/sent-value';
import { validationProblem } from '../http/problem';
import type { EventsQuery } from './events.query';
import type { PassingEvent } from './passing-event';

/** What a follower wants to be sent. */
export interface EventFilter {
  readonly categories: readonly string[];
  readonly sessionId: string | undefined;
  /** The only definitions whose events are wanted. Undefined: of all, and what concerns no definition. */
  readonly definitions: ReadonlySet<string> | undefined;
  /** Where the filter has definitions, the event's must be known by now. */
  wants(event: PassingEvent): boolean;
}

/** The filter that a query describes, of what its caller may read; an unknown kind of stream is a problem. */
export function eventFilter(sight: Sight, { category, type, sessionId, definitionId }: EventsQuery): EventFilter {
  const kinds = new Set(category === undefined ? ['journey'] : category.split(','));
  const types = type === undefined ? undefined : new Set(type.split(','));
  const categories = new Set([...kinds].map((kind) => streamCategory(kindOf(kind), sight.tenant)));
  const definitions = definitionId === undefined ? sight.definitions : within(sight, definitionId);
  return {
    categories: [...categories],
    sessionId,
    definitions,
    wants: (event) =>
      categories.has(event.category) &&
      (types === undefined || types.has(event.recorded.type)) &&
      (sessionId === undefined || event.stream?.id === sessionId) &&
      mayUse({ definitions }, event.definitionId),
  };
}

/** Of a definition that is not in sight its caller is sent as much as of one that does not exist. */
function within(sight: Sight, definitionId: string): ReadonlySet<string> {
  return new Set(mayUse(sight, definitionId) ? [definitionId] : []);
}

function kindOf(name: string): StreamKind {
  const kind = STREAM_KINDS.find((known) => known === name);
  if (kind !== undefined) return kind;
  throw validationProblem(`category must be one or more of ${STREAM_KINDS.join(', ')}; you sent ${sentValue(name)}.`);
}
