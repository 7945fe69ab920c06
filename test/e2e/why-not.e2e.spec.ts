import { RunningLedger } from '../support/running-ledger';

const DEFINITION = {
  id: 'Refund',
  version: 1,
  initial: 'ASK',
  states: {
    ASK: {
      transitions: [
        { target: 'PAID', event: 'PAY', guard: "context.verified == true && context.cardLast4 != ''" },
        { target: 'REVIEW', guard: 'context.amount > 100.0' },
      ],
    },
    REVIEW: { transitions: [{ target: 'PAID' }] },
    PAID: { final: true },
  },
  context: {
    type: 'object',
    properties: {
      verified: { type: 'boolean', default: false },
      amount: { type: 'number', default: 0 },
      cardLast4: { type: 'string', default: '', 'x-personal': true },
    },
  },
} as const;

interface Target {
  readonly stateId: string;
  readonly allowed: boolean;
  readonly reason: string;
}

describe('Why a state can or cannot be entered', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api,projector' });
    await ledger.post('/v1/definitions', DEFINITION);
    await ledger.post('/v1/journeys', {
      ...{ sessionId: 'why-1', definitionId: 'Refund', context: { amount: 250, cardLast4: '4242' } },
    });
    await ledger.post('/v1/journeys', { sessionId: 'why-2', definitionId: 'Refund' });
    await ledger.send('PATCH', '/v1/journeys/why-2/context', { body: { verified: true } });
  });
  afterAll(() => ledger.remove());

  const targetsOf = async (path: string): Promise<readonly Target[]> =>
    (await ledger.get(path)).json()['targets'] as readonly Target[];

  it('is told for every state, as the journey says what is allowed', async () => {
    const targets = await targetsOf('/v1/journeys/why-1/targets');
    expect(targets.map(({ stateId, reason }) => [stateId, reason])).toEqual([
      ['ASK', 'NO_TRANSITION'],
      ['REVIEW', 'ALLOWED'],
      ['PAID', 'GUARD_FAILED'],
      ['ABORT_TIMEOUT', 'NO_TRANSITION'],
    ]);
    const { allowedTargets } = (await ledger.get('/v1/journeys/why-1')).json();
    expect(targets.filter(({ allowed }) => allowed).map(({ stateId }) => stateId)).toEqual(allowedTargets);
  });

  it('names the part of the guard that failed, and shows nothing personal', async () => {
    const reply = await ledger.get('/v1/journeys/why-1/targets');
    expect(reply.text).not.toContain('4242');
    const paid = (reply.json()['targets'] as readonly Target[]).find(({ stateId }) => stateId === 'PAID');
    expect(paid).toMatchObject({
      transitions: [
        {
          event: 'PAY',
          needs: 'context.verified == true',
          guard: {
            operator: 'all',
            holds: false,
            inputs: { 'context.verified': false },
            parts: [
              { expression: 'context.verified == true', holds: false, inputs: { 'context.verified': false } },
              { expression: "context.cardLast4 != ''", holds: true, inputs: {} },
            ],
          },
        },
      ],
    });
  });

  it('is told of an earlier revision, too', async () => {
    const was = await targetsOf('/v1/journeys/why-2/targets?asOfRevision=0');
    expect(was.find(({ stateId }) => stateId === 'PAID')).toMatchObject({
      transitions: [{ guard: { inputs: { 'context.verified': false } }, needs: expect.any(String) as string }],
    });
    expect((await ledger.get('/v1/journeys/why-2/targets?asOfRevision=9')).status).toBe(404);
    expect((await ledger.get('/v1/journeys/none/targets')).json()).toMatchObject({ code: 'JOURNEY_NOT_FOUND' });
  });

  it('considers a transition without a trace', async () => {
    const before = (await ledger.get('/v1/journeys/why-1')).json();
    const refused = await ledger.post('/v1/journeys/why-1/dry-run', { event: 'PAY' });
    expect(refused.json()).toMatchObject({ dryRun: true, outcome: 'REJECTED', code: 'GUARD_FAILED', stateId: 'ASK' });
    const allowed = await ledger.post('/v1/journeys/why-1/dry-run', { event: 'PAY', context: { verified: true } });
    expect(allowed.json()).toMatchObject({
      ...{ outcome: 'ADVANCED', code: null, stateId: 'PAID', revision: 0 },
      events: [{ type: 'JourneyTransitioned', data: { from: 'ASK', to: 'PAID' } }],
    });
    expect((await ledger.get('/v1/journeys/why-1')).json()).toEqual(before);
    const { entries } = (await ledger.get('/v1/journeys/why-1/timeline')).json();
    expect((entries as readonly unknown[]).length).toBe(1);
    const done = await ledger.move('why-1', { event: 'PAY', context: { verified: true } });
    expect(done.json()).toMatchObject({ outcome: 'ADVANCED', stateId: 'PAID' });
    const ended = await targetsOf('/v1/journeys/why-1/targets');
    expect(new Set(ended.map(({ reason }) => reason))).toEqual(new Set(['JOURNEY_ENDED']));
  });

  it.each([
    [{}, 400],
    [{ targetStateId: 'PAID', event: 'PAY' }, 400],
    [{ targetStateId: 'PAID', unknown: 1 }, 400],
  ])('refuses %j with %i', async (body, status) => {
    expect((await ledger.post('/v1/journeys/why-2/dry-run', body)).status).toBe(status);
  });
});
