import { parseStream, streamCategory, STREAM_KINDS, type StreamKind } from '@ledger/journey';
import type { RecordedEvent } from '@ledger/event-store';
import { NameField, SessionIdField, TextField } from '../http/fields';
import { validationProblem } from '../http/problem';

export class EventsQuery {
  @TextField({
    description: 'Position to begin after, or start for the whole ledger; only what comes from now on where absent.',
    example: 'start',
    optional: true,
  })
  after?: string;

  @TextField({
    description: `Kinds of stream, separated by commas: ${STREAM_KINDS.join(', ')}; journey where absent.`,
    example: 'journey',
    optional: true,
  })
  category?: string;

  @NameField({
    description: 'Event types, separated by commas.',
    example: 'JourneyTransitioned,ABORT_TIMEOUT',
    optional: true,
  })
  type?: string;

  @SessionIdField({ description: 'Only events of this session.', example: 'call-4711', optional: true })
  sessionId?: string;
}

/** Which events a reader wants. */
export interface EventFilter {
  readonly categories: readonly string[];
  wants(event: RecordedEvent): boolean;
}

/** The filter that a query asks for; an unknown kind of stream is a problem. */
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
  if (kind === undefined) throw validationProblem(`category should be one or more of ${STREAM_KINDS.join(', ')}.`);
  return kind;
}
