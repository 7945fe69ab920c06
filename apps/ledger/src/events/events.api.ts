import { apiCall } from '../openapi/api-call';

const DATA = {
  position: '41',
  type: 'JourneyTransitioned',
  category: 'journey',
  id: 'call-4711',
  revision: 1,
  occurredAt: '2026-11-02T09:30:00.000Z',
  recordedAt: '2026-11-02T09:30:00.004Z',
  data: { from: 'INTRO_WELCOME', to: 'PAYMENT_COLLECTOR' },
} as const;

/** The call for the live feed. */
export const EVENT_CALLS = {
  stream: apiCall({
    tag: 'Events',
    summary: 'Follow the ledger’s events as server-sent events',
    description:
      'The id of an event is its position: a reader that comes back with Last-Event-ID misses nothing and gets nothing twice. Comments keep the connection while nothing happens.',
    takesQuery: true,
    headers: ['Last-Event-ID', 'X-Request-Id'],
    replies: {
      200: {
        description: 'Events, history first where asked for, then live.',
        type: 'text/event-stream',
        example: `id: 41\nevent: JourneyTransitioned\ndata: ${JSON.stringify(DATA)}\n\n`,
      },
    },
    problems: ['VALIDATION_FAILED', 'UNAVAILABLE'],
  }),
} as const;
