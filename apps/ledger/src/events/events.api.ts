import { Type } from '@sinclair/typebox';
import { STREAM_KINDS } from '@ledger/journey';
import { apiCall } from '../openapi/api-call';
import { ACTOR, anyObject, choice, component, count, hash, instant, stream, text } from '../openapi/schema-parts';
import { EventsQuery } from './events.query';

const LedgerEvent = component('LedgerEvent', 'An event of the ledger: the data of a server-sent event.', {
  position: text('Its position in the ledger.'),
  type: text('Type of the event.'),
  category: choice(STREAM_KINDS, 'Kind of its stream.'),
  id: text('Id of what the stream is of: of journey the session id.'),
  revision: count('Its revision in the stream.'),
  eventId: text('UUID of the event.'),
  occurredAt: instant('When it happened, business time.'),
  recordedAt: instant('When the ledger stored it.'),
  actor: ACTOR,
  commandId: Type.Optional(text('The commandId of the command.')),
  correlationId: Type.Optional(text('Trace id or request id of the request.')),
  hash: hash('Hash of the event.'),
  previousHash: Type.Optional(hash('Hash of the event before it in its stream.')),
  data: anyObject('Payload of the event, as stored.'),
});

const EXAMPLE = {
  position: '41',
  type: 'JourneyTransitioned',
  category: 'journey',
  id: 'call-4711',
  revision: 1,
  eventId: '0b8e4a52-9c55-5df1-8a43-0c4f7a3f9e02',
  occurredAt: '2026-11-02T09:30:00.000Z',
  recordedAt: '2026-11-02T09:30:00.004Z',
  actor: { subject: 'anonymous', kind: 'caller' },
  hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  data: { from: 'INTRO_WELCOME', to: 'PAYMENT_COLLECTOR' },
} as const;

export const EVENT_CALLS = {
  stream: apiCall({
    tag: 'Events',
    summary: 'Follow the ledger’s events as server-sent events',
    description:
      'The id of an event is its position: a client that reconnects with Last-Event-ID misses nothing and gets nothing ' +
      'twice, whatever its filter: an id also comes on connecting, once all stored events were sent, and with the comments ' +
      'that keep the connection open. A position that this ledger has not given is refused. A reader that is slower than ' +
      'the ledger gets everything, later. In the place of an event that is damaged comes one named LEDGER_DAMAGED, with ' +
      'position, code and detail. EVENTS_MAX_FOLLOWERS connections may follow, EVENTS_MAX_FOLLOWERS_PER_KEY of one key.',
    boundCredentials: 'filtered',
    scope: 'audit.read',
    auditedRead: true,
    busy: 'serve',
    query: EventsQuery,
    headers: ['Last-Event-ID'],
    problems: ['POSITION_NOT_FOUND', 'TOO_MANY_REQUESTS'],
    replies: {
      200: {
        description: 'Stored events first, if asked for, then live ones.',
        schema: stream('Server-sent events; the data of each is one line of JSON.', LedgerEvent),
        type: 'text/event-stream',
        example: `id: 41\nevent: JourneyTransitioned\ndata: ${JSON.stringify(EXAMPLE)}\n\n`,
      },
    },
  }),
} as const;
