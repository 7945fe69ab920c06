import { PROBLEMS } from '../http/problem-codes';
import { apiCall, jsonReply } from '../openapi/api-call';
import { Liveness, LostLedger, ProblemExplanation, Readiness } from './monitoring.schemas';

const OPEN = { tag: 'Monitoring', scope: 'open' } as const;
const DISK_FULL = {
  ledger: {
    status: 'down',
    message:
      'The ledger in /data/ledger.db stores no appends: there is no space left for it. What was acknowledged is kept.',
    freeBytes: 0,
  },
} as const;
const UP = { ledger: { status: 'up', freeBytes: 52_428_800_000 }, projections: { status: 'up' } } as const;

export const MONITORING_CALLS = {
  live: apiCall({
    ...OPEN,
    summary: 'Check that the process lives',
    description:
      '503 once the embedded ledger, or a thread that works on it, has been lost for 15 s: no new thread or connection ' +
      'could be had in place of the one that failed, or its file or log was removed or replaced. A server that is away ' +
      'shows in /health/ready only.',
    replies: {
      200: jsonReply(Liveness, 'It lives.', { status: 'ok' }),
      503: jsonReply(LostLedger, 'Restart it.', {
        status: 'error',
        message:
          'The ledger in /data/ledger.db stores no appends: its writer failed (disk I/O error). What was acknowledged ' +
          'is kept.',
      }),
    },
  }),
  ready: apiCall({
    ...OPEN,
    summary: 'Check that the server can serve',
    description:
      '503 with the same body, status error, while the ledger or all projections are down. The ledger is down if it cannot be read, or if the last append could not be stored and a trial write fails too.',
    replies: {
      200: jsonReply(Readiness, 'It can serve.', { status: 'ok', info: UP, error: {}, details: UP }),
      503: jsonReply(Readiness, 'It cannot serve now.', {
        status: 'error',
        info: {},
        error: DISK_FULL,
        details: DISK_FULL,
      }),
    },
  }),
  metrics: apiCall({
    ...OPEN,
    summary: 'Read the server’s metrics in Prometheus format',
    replies: {
      200: {
        description: 'Prometheus text.',
        type: 'text/plain',
        example: 'journey_commands_total{command="TransitionJourney",outcome="ADVANCED"} 41\n',
      },
    },
  }),
  problem: apiCall({
    ...OPEN,
    summary: 'Read what the code of a problem means',
    replies: {
      200: jsonReply(ProblemExplanation, 'The code, explained.', {
        type: '/problems/journey-not-found',
        code: 'JOURNEY_NOT_FOUND',
        ...PROBLEMS.JOURNEY_NOT_FOUND,
      }),
    },
    problems: ['ROUTE_NOT_FOUND'],
  }),
} as const;
