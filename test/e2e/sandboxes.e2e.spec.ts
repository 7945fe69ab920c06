import { RunningLedger } from '../support/running-ledger';

const DRAFT = {
  id: 'Draft',
  version: 1,
  initial: 'ASK',
  states: {
    ASK: {
      timeout: { after: 'PT2M' },
      transitions: [{ target: 'PAID', event: 'PAY', guard: 'context.verified == true' }, { target: 'WAIT' }],
    },
    WAIT: { timeout: { after: 'PT5M', target: 'ASK' }, transitions: [{ target: 'PAID' }] },
    PAID: { final: true },
  },
  context: { type: 'object', properties: { verified: { type: 'boolean', default: false } } },
} as const;

describe('Sandboxes', () => {
  let ledger: RunningLedger;
  let path: string;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api,projector' });
  });
  afterAll(() => ledger.remove());
  beforeEach(async () => {
    const created = await ledger.post('/v1/sandboxes', { definition: DRAFT, start: '2026-11-02T09:00:00Z' });
    expect(created.status).toBe(201);
    path = String(created.headers.location);
    await send({ command: 'start', sessionId: 'try-1', definitionId: 'Draft', channel: 'voice' });
  });
  afterEach(async () => {
    await ledger.send('DELETE', path);
  });

  const send = async (line: object) => (await ledger.post(`${path}/commands`, line)).json();

  it('decide commands of a draft as the ledger would, and keep them from it', async () => {
    const refused = await send({ command: 'transition', sessionId: 'try-1', event: 'PAY' });
    expect(refused).toMatchObject({ outcome: 'REJECTED', code: 'GUARD_FAILED', journey: { stateId: 'ASK' } });
    const paid = {
      command: 'transition',
      sessionId: 'try-1',
      event: 'PAY',
      context: { verified: true },
      commandId: 'c1',
    };
    expect(await send(paid)).toMatchObject({
      ...{ outcome: 'ADVANCED', replayed: false, journey: { stateId: 'PAID', status: 'COMPLETED' } },
      events: [{ type: 'JourneyTransitioned', revision: 1, occurredAt: '2026-11-02T09:00:00.000Z' }],
    });
    expect(await send(paid)).toMatchObject({ outcome: 'ADVANCED', replayed: true });
    expect(await send({ command: 'transition', sessionId: 'none', event: 'PAY' })).toMatchObject({
      outcome: 'NOT_FOUND',
    });
    expect((await ledger.get('/v1/journeys/try-1')).status).toBe(404);
    expect((await ledger.get('/v1/definitions/Draft')).status).toBe(404);
  });

  it('let time pass: timeouts happen at their time', async () => {
    await send({ command: 'transition', sessionId: 'try-1', targetStateId: 'WAIT' });
    await send({ command: 'start', sessionId: 'try-2', definitionId: 'Draft' });
    const moved = await ledger.post(`${path}/clock`, { advance: 'PT6M' });
    expect(moved.json()).toMatchObject({
      now: '2026-11-02T09:06:00.000Z',
      happened: [
        { sessionId: 'try-2', type: 'ABORT_TIMEOUT', occurredAt: '2026-11-02T09:02:00.000Z', stateId: 'ABORT_TIMEOUT' },
        { sessionId: 'try-1', type: 'ABORT_TIMEOUT', occurredAt: '2026-11-02T09:05:00.000Z', stateId: 'ASK' },
      ],
    });
    const { journeys } = (await ledger.get(path)).json();
    expect(journeys).toMatchObject([
      { sessionId: 'try-1', stateId: 'ASK', deadline: '2026-11-02T09:07:00.000Z' },
      { sessionId: 'try-2', status: 'TIMED_OUT' },
    ]);
    const { entries } = (await ledger.get(`${path}/timeline?sessionId=try-1`)).json();
    expect((entries as readonly { type: string }[]).map(({ type }) => type)).toEqual([
      'JourneyStarted',
      'JourneyTransitioned',
      'ABORT_TIMEOUT',
    ]);
  });

  it('are bounded', async () => {
    for (let n = 2; n <= 100; n += 1) await send({ command: 'start', sessionId: `try-${n}`, definitionId: 'Draft' });
    expect(await send({ command: 'start', sessionId: 'try-101', definitionId: 'Draft' })).toMatchObject({
      code: 'SANDBOX_FULL',
    });
    const others: string[] = [];
    for (;;) {
      const more = await ledger.post('/v1/sandboxes', { definitionId: 'CustomerJourneyState' });
      if (more.status === 429) break;
      others.push(String(more.headers.location));
    }
    expect(others.length).toBe(9);
    for (const other of others) expect((await ledger.send('DELETE', other)).status).toBe(200);
    expect((await ledger.get(String(others[0]))).json()).toMatchObject({ code: 'SANDBOX_NOT_FOUND' });
  });

  it.each([
    [{}, 400],
    [{ definitionId: 'None' }, 404],
    [{ definition: { id: 'Bad', initial: 'A', states: {} } }, 422],
  ])('are not created of %j', async (body, status) => {
    expect((await ledger.post('/v1/sandboxes', body)).status).toBe(status);
  });

  it('refuse a malformed command and a clock that goes back', async () => {
    expect((await ledger.post(`${path}/commands`, { command: 'fly', sessionId: 'try-1' })).status).toBe(400);
    expect((await ledger.post(`${path}/clock`, { advance: '-PT1M' })).status).toBe(400);
  });
});
