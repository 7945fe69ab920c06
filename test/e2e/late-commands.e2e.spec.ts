import { RunningLedger, StandingClock, type Reply } from '../support/running-ledger';
import { until } from '../support/until';

const RECORDS = '/api/v2/datastores/CustomerJourneyState/records';
const START = '2026-11-02T09:00:00.000Z';
const DEADLINE = '2026-11-02T09:02:00.000Z';

type Call = (ledger: RunningLedger, sessionId: string) => Promise<Reply>;

const line: (command: object) => Call = (command) => (ledger, sessionId) =>
  ledger.send('POST', '/v1/commands', {
    body: `${JSON.stringify({ sessionId, ...command })}\n`,
    headers: { 'content-type': 'application/x-ndjson' },
  });
const flow =
  (call: string, body: object): Call =>
  (ledger, sessionId) =>
    ledger.post(`/v1/flow/${call}`, { sessionId, ...body });
const post =
  (call: string, body: object): Call =>
  (ledger, sessionId) =>
    ledger.post(`/v1/journeys/${sessionId}/${call}`, body);

/** One call of each kind, as it comes from a caller that saw INTRO_WELCOME last. */
const CALLS: Readonly<Record<string, Call>> = {
  transition: post('transitions', { targetStateId: 'IDENTIFY' }),
  'transition-to-both': post('transitions', { targetStateId: 'AGENT_ESCALATION' }),
  'transition-locked': post('transitions', { targetStateId: 'IDENTIFY', expectedRevision: 0 }),
  context: (ledger, sessionId) =>
    ledger.send('PATCH', `/v1/journeys/${sessionId}/context`, { body: { verified: true } }),
  channel: post('channel', { channel: 'chat' }),
  deadline: post('deadline', { deadline: null }),
  restart: post('restart', {}),
  start: (ledger, sessionId) => ledger.begin(sessionId),
  'flow-ensure': flow('ensure', { definitionId: 'CustomerJourneyState' }),
  'flow-transition': flow('transition', { targetStateId: 'IDENTIFY' }),
  'flow-context': flow('context', { ctx_verified: true }),
  'record-create': (ledger, key) => ledger.post(RECORDS, { key, value: { stateId: 'INTRO_WELCOME' } }),
  'record-update': (ledger, key) =>
    ledger.send('PUT', `${RECORDS}/${key}`, {
      body: { value: { stateId: 'IDENTIFY', metadata: { previousState: 'INTRO_WELCOME' } } },
    }),
  'line-transition': line({ command: 'transition', targetStateId: 'IDENTIFY' }),
  'line-context': line({ command: 'context', context: { verified: true } }),
};
const NAMES = Object.keys(CALLS);

/** What a caller branches on. */
function answer(reply: Reply): object {
  const { outcome, code, reasonCode, stateId, revision, allowedTargets } = reply.json();
  return { status: reply.status, outcome, code: code ?? reasonCode, stateId, revision, allowedTargets };
}

describe('a command that comes after the deadline', () => {
  const clock = new StandingClock(START);
  /** The saga is faster. */
  let swept: RunningLedger;
  /** The calls are faster: there is no saga. */
  let unswept: RunningLedger;

  beforeAll(async () => {
    swept = await RunningLedger.start({ ROLES: 'api,projector,saga' }, { clock });
    unswept = await RunningLedger.start({ ROLES: 'api' }, { clock });
    for (const ledger of [swept, unswept]) for (const name of [...NAMES, 'seen']) await ledger.begin(name);
    clock.forward(Date.parse(DEADLINE) - Date.parse(START));
    for (const name of [...NAMES, 'seen']) await timedOut(name);
  });
  afterAll(async () => {
    await swept.remove();
    await unswept.remove();
  });

  async function timedOut(sessionId: string): Promise<void> {
    await until(async () => (await swept.get(`/v1/journeys/${sessionId}`)).json()['status'] === 'TIMED_OUT');
  }

  it.each(NAMES)('is EXPIRED, whether the saga found the deadline or the call: %s', async (name) => {
    const call = CALLS[name];
    if (call === undefined) throw new Error('There is no such call.');
    const [late, finding] = [answer(await call(swept, name)), answer(await call(unswept, name))];
    expect(late).toMatchObject({ outcome: 'EXPIRED', code: 'JOURNEY_EXPIRED', stateId: 'ABORT_TIMEOUT', revision: 1 });
    expect(finding).toEqual(late);
  });

  it('is told before by every face: the journey is overdue, and allows nothing', async () => {
    const deadline = DEADLINE;
    expect((await unswept.get('/v1/journeys/seen')).json()).toMatchObject({
      ...{ status: 'ACTIVE', stateId: 'INTRO_WELCOME', deadline, overdue: true, allowedTargets: [] },
    });
    expect((await unswept.get(`${RECORDS}/seen`)).json()).toMatchObject({
      value: { status: 'ACTIVE', stateId: 'INTRO_WELCOME', deadline, overdue: true, allowedTargets: [] },
    });
    expect((await unswept.post('/v1/flow/status', { sessionId: 'seen' })).json()).toMatchObject({
      ...{ status: 'ACTIVE', stateId: 'INTRO_WELCOME', deadline, overdue: true, allowedTargets: '' },
    });
    expect((await swept.get(`${RECORDS}/seen`)).json()).toMatchObject({
      value: { status: 'TIMED_OUT', stateId: 'ABORT_TIMEOUT', deadline: null, overdue: false },
    });
  });

  it('continues from the state that the timeout entered if its caller knows it, and so does a record sent back', async () => {
    const { value } = (await swept.get(`${RECORDS}/seen`)).json() as { value: { stateId: string; metadata: object } };
    const metadata = { ...value.metadata, previousState: value.stateId };
    const reply = await swept.send('PUT', `${RECORDS}/seen`, {
      body: { value: { ...value, stateId: 'CALLBACK_SCHEDULED', metadata } },
    });
    expect(reply.status).toBe(200);
    expect(reply.json()).toMatchObject({ value: { stateId: 'CALLBACK_SCHEDULED', status: 'COMPLETED' } });
  });
});
