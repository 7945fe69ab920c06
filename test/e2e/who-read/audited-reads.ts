import { hashOfKey } from '@ledger/access';
import { sessionIdFor } from '../../../apps/ledger/src/http/command-ids';
import { RunningLedger } from '../../support/running-ledger';
import { until } from '../../support/until';

export const KEYS = ['root', 'auditor', 'flow', 'header', 'idle', 'again']
  .map((name) => `${name}:${hashOfKey(name)}:admin`)
  .join();
export const as = (key: string, more: Record<string, string> = {}): Record<string, string> => ({
  'x-api-key': key,
  ...more,
});
export const CUSTOMER = '491511234567';
export const SECRET_NOTE = 'the note of a customer';
const DESK = {
  id: 'Desk',
  version: 1,
  initial: 'WELCOME',
  states: {
    WELCOME: {
      timeout: { after: 'P2D', target: 'DONE' },
      transitions: [{ target: 'CHECKED' }, { target: 'CALLBACK' }, { target: 'DONE' }],
    },
    CHECKED: { transitions: [{ target: 'CALLBACK' }] },
    CALLBACK: { escalation: 'callback', transitions: [{ target: 'DONE' }] },
    DONE: { final: true },
  },
  context: { type: 'object', properties: { note: { type: 'string', 'x-personal': true } } },
  escalations: { callback: { kind: 'callback', queue: 'retention' } },
  policies: { checked: { kind: 'precedence', first: 'CHECKED', then: 'CALLBACK' } },
};
const WELCOME = {
  ...DESK.states.WELCOME,
  timeout: { after: 'P3D', target: 'DONE' },
};
const ABORT = { kind: 'abort', filter: { customerId: 'aborted' }, reason: 'A test call', commandId: 'abort-1' };

interface AuditedRead {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly sessionIds: readonly string[] | null;
  readonly count?: number;
}

const OVERRIDE = '/v1/definitions/Desk/timeouts/WELCOME?preview=true';

/** Every audited call of the API document, by its operation id: method, address, body, and what it gives. */
export const READS: Readonly<Record<string, AuditedRead>> = {
  'Journeys.read': { path: '/v1/journeys/call-1', sessionIds: ['call-1'] },
  'JourneyViews.timeline': { path: '/v1/journeys/call-1/timeline', sessionIds: ['call-1'] },
  'JourneyViews.search': { path: `/v1/journeys?customerId=${CUSTOMER}`, sessionIds: ['call-2', 'call-1'], count: 2 },
  'Customers.journeys': { path: `/v1/customers/${CUSTOMER}/journeys`, sessionIds: ['call-2', 'call-1'], count: 2 },
  'Considered.targets': { path: '/v1/journeys/call-1/targets', sessionIds: ['call-1'] },
  'Considered.dryRun': { path: '/v1/journeys/call-1/dry-run', body: { targetStateId: 'DONE' }, sessionIds: ['call-1'] },
  'Revisions.revisions': { path: '/v1/journeys/call-1/revisions', sessionIds: ['call-1'] },
  'Lookup.lookup': { path: '/v1/lookup?q=call-1', sessionIds: ['call-1'], count: 1 },
  'Records.read': { path: '/api/v2/datastores/Desk/records/call-1', sessionIds: ['call-1'] },
  'Flow.status': { path: '/v1/flow/status', body: { sessionId: 'call-1' }, sessionIds: ['call-1'] },
  'Escalations.list': { path: '/v1/escalations', sessionIds: ['call-5'], count: 1 },
  'Escalations.read': { path: '/v1/escalations/call-5:1', sessionIds: ['call-5'] },
  'Deadlines.list': { path: '/v1/deadlines', sessionIds: ['call-1', 'call-2'], count: 2 },
  'Policies.violations': { path: '/v1/policies/violations', sessionIds: ['call-5'], count: 1 },
  'Operations.stuck': {
    path: '/v1/operations/stuck?reason=slow&slowerThan=1',
    sessionIds: ['call-1', 'call-2'],
    count: 2,
  },
  'Operations.results': {
    path: `/v1/operations/${sessionIdFor('default', 'abort-1')}/journeys`,
    sessionIds: ['call-6'],
    count: 1,
  },
  'Operations.request': {
    path: '/v1/operations',
    body: { kind: 'abort', filter: { customerId: CUSTOMER }, reason: 'Test calls' },
    sessionIds: ['call-1', 'call-2'],
    count: 2,
  },
  'Timeouts.override': {
    method: 'PUT',
    path: OVERRIDE,
    body: { after: 'P3D', applyTo: 'waiting', reason: 'A slow day' },
    sessionIds: ['call-1', 'call-2'],
    count: 2,
  },
  'Timeouts.remove': { method: 'DELETE', path: OVERRIDE, sessionIds: ['call-1', 'call-2'], count: 2 },
  'DefinitionDiff.published': { path: '/v1/definitions/Desk/diff?from=1&to=1', sessionIds: [], count: 0 },
  'DefinitionDiff.candidate': {
    path: '/v1/definitions/Desk/diff?from=1',
    body: { ...DESK, version: 2, states: { ...DESK.states, WELCOME } },
    sessionIds: ['call-1', 'call-2'],
    count: 2,
  },
  'Projections.deadLetters': { path: '/v1/projections/timeline/dead-letters', sessionIds: null, count: 0 },
  'Exports.timelineCsv': { path: '/v1/exports/timeline.csv', sessionIds: null },
  'Exports.timelineParquet': { path: '/v1/exports/timeline.parquet', sessionIds: null },
  'Exports.xesLog': { path: '/v1/exports/log.xes', sessionIds: null },
  'Exports.ocelLog': { path: '/v1/exports/log.ocel.json', sessionIds: null },
  'Exports.cloudEvents': { path: '/v1/exports/events.cloudevents.ndjson', sessionIds: null },
  'Events.stream': { path: '/v1/events?after=start', sessionIds: null },
  'Accesses.list': { path: '/v1/audit/accesses?subject=no-such-reader', sessionIds: null, count: 0 },
};

export function send(ledger: RunningLedger, route: string, headers: Record<string, string>) {
  const { path, body, method = body === undefined ? 'GET' : 'POST' } = READS[route] ?? { path: '/' };
  return ledger.send(method, path, { body, headers });
}

/** A ledger with two waiting journeys of a customer, one that was escalated against a policy, and one that was aborted. */
export async function begun(settings: Record<string, string> = {}): Promise<RunningLedger> {
  const ledger = await RunningLedger.start({ AUTH_MODE: 'api-key', API_KEYS: KEYS, ...settings });
  const post = async (path: string, body: object, status: number) =>
    expect([path, (await ledger.post(path, body, as('root'))).status]).toEqual([path, status]);
  await post('/v1/definitions', DESK, 201);
  const override = { after: 'P1D', applyTo: 'new', reason: 'A quick day' };
  const body = { body: override, headers: as('root') };
  expect((await ledger.send('PUT', '/v1/definitions/Desk/timeouts/WELCOME', body)).status).toBe(200);
  for (const sessionId of ['call-1', 'call-2']) {
    const start = { sessionId, definitionId: 'Desk', customerId: CUSTOMER, context: { note: SECRET_NOTE } };
    await post('/v1/journeys', start, 201);
  }
  await post('/v1/journeys', { sessionId: 'call-5', definitionId: 'Desk', customerId: 'escalated' }, 201);
  await post('/v1/journeys/call-5/transitions', { targetStateId: 'CALLBACK' }, 200);
  await post('/v1/journeys', { sessionId: 'call-6', definitionId: 'Desk', customerId: 'aborted' }, 201);
  return ledger;
}

/** Once the read models, the escalations, the policies and a batch operation have caught up with the journeys. */
export async function caughtUp(ledger: RunningLedger): Promise<void> {
  const holds = (path: string, name: string, count: number) =>
    until(async () => {
      const found = (await ledger.get(path, as('root'))).json()[name] as readonly object[] | undefined;
      return found?.length === count;
    });
  await holds(`/v1/customers/${CUSTOMER}/journeys`, 'journeys', 2);
  await holds('/v1/customers/aborted/journeys', 'journeys', 1);
  expect((await ledger.post('/v1/operations', { ...ABORT, dryRun: false }, as('root'))).status).toBe(202);
  await holds(READS['Operations.results']?.path ?? '', 'journeys', 1);
  await holds('/v1/escalations', 'escalations', 1);
  await holds('/v1/policies/violations', 'violations', 1);
  await holds('/v1/deadlines', 'deadlines', 2);
}
