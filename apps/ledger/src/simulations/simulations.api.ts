import { BODY } from '../definitions/definitions.api';
import { NDJSON_TYPES } from '../http/media-types';
import { apiCall } from '../openapi/api-call';
import { SimulationLines, SimulationQuery, type SimulationLine, type SimulationReport } from './simulation.schemas';

const REPORT: SimulationReport = {
  id: 'CallbackRequest',
  version: 2,
  at: '2026-11-03T10:00:00.000Z',
  since: '2026-10-04T10:00:00.000Z',
  every: 1,
  journeys: 2410,
  events: 9877,
  same: 2396,
  baseline: 1,
  earlier: 2,
  changes: { refused: 12, elsewhere: 0, timedOut: 2, notTimedOut: 0, ending: 0, stranded: 0 },
  findings: [
    {
      change: 'refused',
      stateId: 'REQUESTED',
      command: 'TransitionJourney',
      target: 'CALLED',
      code: 'GUARD_FAILED',
      earlier: false,
      journeys: 12,
      reason:
        'The guard of "REQUESTED" -> "CALLED", context.agreed == true, is false; nothing is allowed from here now.',
      examples: ['call-4711'],
    },
    {
      change: 'timedOut',
      stateId: 'REQUESTED',
      instead: 'ABORT_TIMEOUT',
      earlier: true,
      journeys: 2,
      reason: '"REQUESTED" would have timed out at 2026-11-02T11:00:00.000Z.',
      examples: ['call-4712', 'call-4715'],
    },
  ],
  moreFindings: 0,
  recorded: { ACTIVE: 10, COMPLETED: 2390, TIMED_OUT: 10 },
  predicted: { ACTIVE: 10, COMPLETED: 2376, TIMED_OUT: 12, unknown: 12 },
  funnel: [
    { stateId: 'REQUESTED', recorded: 2410, predicted: 2410 },
    { stateId: 'CALLED', recorded: 2390, predicted: 2376 },
  ],
};

const LINES: readonly SimulationLine[] = [
  { progress: { journeys: 0, events: 0, total: { journeys: 2410, events: 9877 } } },
  { report: REPORT },
];

export const SIMULATION_CALLS = {
  simulate: apiCall({
    tag: 'Definitions',
    summary: 'Replay recorded journeys against a document that is not published',
    description:
      'NDJSON: how far it is, then the report. What callers of past and open journeys sent is decided again under the ' +
      'candidate, by the rules that decide live: which commands would be refused and where, which states would time out or ' +
      'not, which open journeys could not be migrated, how many would reach each state. A replay ends where a journey would ' +
      'go otherwise. What the newest published version does as well is told apart: earlier. Timeouts count as operators had changed them at the time. Nothing is published or stored. One simulation ' +
      'runs at one time; it ends if its caller disconnects. A document whose guards or context schema look at personal ' +
      'data in a way in which no published version does needs the scope personal.read besides.',
    boundCredentials: 'checked',
    scope: 'statestore.read',
    auditedRead: false,
    body: BODY,
    query: SimulationQuery,
    replies: {
      200: {
        description: 'How far it is, and the report.',
        schema: SimulationLines,
        type: NDJSON_TYPES[0] ?? '',
        example: LINES.map((line) => `${JSON.stringify(line)}\n`).join(''),
      },
    },
    problems: ['DEFINITION_INVALID', 'DEFINITION_NOT_FOUND', 'TOO_MANY_REQUESTS'],
  }),
} as const;
