import { Type } from '@sinclair/typebox';
import { STREAM_KINDS } from '@ledger/journey';
import * as field from '../http/fields';
import { queryOf } from '../http/paged-query';
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
  definitionId: Type.Optional(
    field.name(
      'Only events of this definition: its versions, its journeys, their attempts, aliases, policies and escalations, ' +
        'and batch operations over it.',
    ),
  ),
});
export type EventsQuery = Given<typeof EventsQuery>;
