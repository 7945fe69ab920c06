import { PROBLEMS } from '../http/problem-codes';
import { apiCall } from '../openapi/api-call';
import { ALWAYS } from '../openapi/headers';

const TAG = 'Operations';

/** The calls of operations: deadlines, health, metrics. */
export const OPERATIONS_CALLS = {
  deadlines: apiCall({
    tag: TAG,
    summary: 'List open deadlines, earliest first',
    takesQuery: true,
    headers: ALWAYS,
    replies: {
      200: {
        description: 'One page; nextCursor asks for the next and is absent on the last.',
        schema: 'DeadlinePage',
        example: {
          deadlines: [
            {
              sessionId: 'call-4711',
              definitionId: 'CustomerJourneyState',
              stateId: 'PAYMENT_COLLECTOR',
              enteredAt: '2026-11-02T09:30:00.000Z',
              deadline: '2026-11-02T09:40:00.000Z',
              enteredRevision: 1,
            },
          ],
        },
      },
    },
    problems: ['VALIDATION_FAILED', 'UNAVAILABLE'],
  }),
  live: apiCall({
    tag: TAG,
    summary: 'Ask whether the process lives',
    replies: { 200: { description: 'It lives.', schema: 'Liveness', example: { status: 'ok' } } },
    problems: ['VALIDATION_FAILED'],
  }),
  ready: apiCall({
    tag: TAG,
    summary: 'Ask whether the server can serve',
    description: 'Answers 503 with the same shape, status error, while the ledger or a projection is down.',
    replies: {
      200: {
        description: 'It can serve.',
        schema: 'Readiness',
        example: {
          status: 'ok',
          info: { ledger: { status: 'up' }, projections: { status: 'up' } },
          error: {},
          details: { ledger: { status: 'up' }, projections: { status: 'up' } },
        },
      },
      503: {
        description: 'It cannot serve now.',
        schema: 'Readiness',
        example: {
          status: 'error',
          info: {},
          error: { ledger: { status: 'down', message: 'The disk is full.' } },
          details: { ledger: { status: 'down', message: 'The disk is full.' } },
        },
      },
    },
    problems: ['VALIDATION_FAILED'],
  }),
  metrics: apiCall({
    tag: TAG,
    summary: 'Read the server’s figures in Prometheus form',
    replies: {
      200: {
        description: 'Prometheus text.',
        type: 'text/plain',
        example: 'journey_commands_total{command="TransitionJourney",outcome="ADVANCED"} 41\n',
      },
    },
    problems: ['VALIDATION_FAILED'],
  }),
  problem: apiCall({
    tag: TAG,
    summary: 'Read what a problem’s code means',
    replies: {
      200: {
        description: 'The problem, explained.',
        schema: 'ProblemExplanation',
        example: { type: '/problems/journey-not-found', code: 'JOURNEY_NOT_FOUND', ...PROBLEMS.JOURNEY_NOT_FOUND },
      },
    },
    problems: ['VALIDATION_FAILED', 'ROUTE_NOT_FOUND'],
  }),
} as const;
