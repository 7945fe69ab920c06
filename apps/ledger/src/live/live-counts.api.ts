import { apiCall } from '../openapi/api-call';
import { stream } from '../openapi/schema-parts';
import { LiveCountsMessage } from './live-counts.schemas';

const EXAMPLE: LiveCountsMessage = {
  kind: 'snapshot',
  at: '2026-11-02T09:30:00.000Z',
  position: '41',
  states: [
    {
      definitionId: 'CustomerJourneyState',
      version: 1,
      stateId: 'PAYMENT_COLLECTOR',
      final: false,
      journeys: 12,
      overdue: 1,
    },
  ],
  journeys: 12,
  active: 12,
  overdue: 1,
  overdueEscalations: 2,
  refusedLastHour: 3,
  refusedJourneysLastHour: 2,
  lagEvents: 0,
  lagSeconds: 0,
};

export const LIVE_CALLS = {
  counts: apiCall({
    tag: 'Events',
    summary: 'Follow how many journeys are in each state, as server-sent events',
    description:
      'A snapshot first, then an update when something changed, at most twice a second, and every five seconds. ' +
      'Counts are those of GET /v1/journeys and GET /v1/escalations. A client that reconnects with the Last-Event-ID of the present figures gets ' +
      'no snapshot again. All followers share one reading of the read models; position and lag are those of the whole ledger. The limits are those of GET /v1/events.',
    boundCredentials: 'filtered',
    scope: 'statestore.read',
    auditedRead: false,
    ofAllTenants: true,
    busy: 'serve',
    headers: ['Last-Event-ID'],
    problems: ['TOO_MANY_REQUESTS'],
    replies: {
      200: {
        description: 'A snapshot, then updates.',
        schema: stream('Server-sent events; the data of each is one line of JSON.', LiveCountsMessage),
        type: 'text/event-stream',
        example: `id: 6f1c-1\nevent: snapshot\ndata: ${JSON.stringify(EXAMPLE)}\n\n`,
      },
    },
  }),
} as const;
