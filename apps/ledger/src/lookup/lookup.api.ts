import { STREAM_KINDS } from '@ledger/journey';
import { NAMED_BY } from '@ledger/projections';
import * as field from '../http/fields';
import { queryOf } from '../http/paged-query';
import { apiCall, jsonReply } from '../openapi/api-call';
import { choice, component, count, list, object, orNull, text, type Reply } from '../openapi/schema-parts';

export const LookupQuery = queryOf({
  q: field.name(
    'A session id, alias, conversation id, customer id, escalation id, definition id, position, event id, command id or hash.',
    'genesys:conv-81',
  ),
});

const SEARCHED = ['all', 'newest', 'none'] as const;
const EVENT_BY = ['position', 'eventId', 'commandId', 'hash'] as const;

export const Lookup = component('Lookup', 'What a text names, the likeliest first.', {
  journeys: list(
    'Journeys; of each kind up to 10.',
    object('A journey.', { by: choice(NAMED_BY, 'What the text is of it.'), sessionId: text('Key of the journey.') }),
  ),
  events: list(
    'Events; up to 10.',
    object('An event.', {
      by: choice(EVENT_BY, 'What the text is of it.'),
      position: text('Its position in the ledger.'),
      type: text('Type of the event.'),
      category: choice(STREAM_KINDS, 'Kind of its stream.'),
      id: text('Id of what the stream is of: of journey and attempt the session id.'),
      revision: count('Its revision in the stream.'),
    }),
  ),
  escalationId: orNull(text('The escalation of this id; null if there is none.')),
  definitionId: orNull(text('The definition of this id; null if there is none.')),
  searched: choice(
    SEARCHED,
    'Where event ids, command ids and hashes were looked for: in all events, in the newest 20,000, or not at all, since ' +
      'the text is shorter than 8 characters or the event store is a server, whose events cannot be counted back.',
  ),
  searchedFrom: orNull(
    text('Event ids, command ids and hashes were looked for in the events after this position; null: in all.'),
  ),
});
export type Lookup = Reply<typeof Lookup>;

export const LOOKUP_CALLS = {
  lookup: apiCall({
    tag: 'Journeys',
    summary: 'Find what a text names: a journey, an event, an escalation or a definition',
    description:
      'Event ids, command ids and hashes have no index: they are looked for in the newest 20,000 events of the ledger; ' +
      'searched and searchedFrom say where. With an event store server they are not looked for.',
    boundCredentials: 'filtered',
    scope: 'statestore.read',
    auditedRead: true,
    query: LookupQuery,
    replies: {
      200: jsonReply(Lookup, 'What was found; lists are empty if nothing was.', {
        journeys: [{ by: 'alias', sessionId: 'call-4711' }],
        events: [],
        escalationId: null,
        definitionId: null,
        searched: 'all',
        searchedFrom: null,
      }),
    },
  }),
} as const;
