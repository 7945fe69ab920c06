import { RunningLedger, StandingClock, type Reply } from '../../support/running-ledger';
import { firstVersion, secondVersion } from './call-versions';

const reason = 'Version 1 is being retired';

describe('a migration by an upgrade rule', () => {
  const clock = new StandingClock('2026-11-02T09:00:00.000Z');
  let ledger: RunningLedger;
  beforeAll(async () => (ledger = await RunningLedger.start({}, { clock })));
  afterAll(() => ledger.remove());

  const migrate = (id: string, body: object) => ledger.post(`/v1/journeys/${id}/migrate`, { reason, ...body });
  const publish = (document: object) => ledger.post('/v1/definitions', document);
  const operate = (body: object): Promise<Reply> => ledger.post('/v1/operations', { kind: 'migrate', reason, ...body });

  it('that would time a journey out at once says so in its preview, and needs force', async () => {
    const second = secondVersion('Hasty');
    const { PAYMENT, ...states } = second.states;
    await publish(firstVersion('Hasty'));
    for (const sessionId of ['hasty-1', 'hasty-2']) {
      await ledger.post('/v1/journeys', { sessionId, definitionId: 'Hasty' });
      const moved = await ledger.move(sessionId, { targetStateId: 'PAY' });
      await ledger.get(`/v1/journeys?limit=1&atLeast=${moved.json()['position'] as string}`);
    }
    const upgrade = { ...second.upgrade, when: 'resume', deadline: 'recompute' };
    const hasty = { ...second, states: { ...states, PAYMENT: { ...PAYMENT, timeout: { after: 'PT1M' } } }, upgrade };
    expect((await publish(hasty)).status).toBe(201);

    clock.forward(60_000);
    const asked = { filter: { definitionId: 'Hasty' }, dryRun: true };
    expect((await operate(asked)).json()).toMatchObject({
      outcomes: { refused: 2 },
      refusals: [
        {
          code: 'MIGRATION_NEEDS_FORCE',
          journeys: 2,
          example: expect.stringMatching(
            /^Under Hasty version 2 "PAYMENT" timed out at .*, so the journey would abort at once; send force/,
          ) as string,
        },
      ],
    });
    // No command of its flow aborts it either.
    expect((await ledger.post('/v1/journeys', { sessionId: 'hasty-1', definitionId: 'Hasty' })).json()).toMatchObject({
      ...{ outcome: 'RESUMED', definitionVersion: 1, stateId: 'PAY', status: 'ACTIVE', overdue: false },
    });
    const refused = await migrate('hasty-1', { toVersion: 2 });
    expect([refused.status, refused.json()]).toMatchObject([
      422,
      { code: 'MIGRATION_NEEDS_FORCE', outcome: 'REJECTED' },
    ]);
    expect((await operate({ ...asked, target: { force: true } })).json()).toMatchObject({ outcomes: { changed: 2 } });
    const forced = await migrate('hasty-1', { toVersion: 2, force: true });
    expect([forced.status, forced.json()]).toMatchObject([200, { definitionVersion: 2, stateId: 'PAYMENT' }]);
  });

  it('goes back with what the older, closed schema knows, and stays there', async () => {
    const closed = { additionalProperties: false };
    await publish(firstVersion('Back', closed));
    await ledger.post('/v1/journeys', { sessionId: 'back', definitionId: 'Back', context: { amount: 3 } });
    await publish(secondVersion('Back', closed));
    await ledger.move('back', { targetStateId: 'PAY' });
    const back = await migrate('back', { toVersion: 1 });
    expect([back.status, back.json()]).toMatchObject([
      200,
      {
        ...{ definitionVersion: 1, stateId: 'PAY', context: { amount: 3 } },
        events: [{ data: { unset: ['tier', 'address'], stateMap: { PAYMENT: 'PAY' } } }],
      },
    ]);
    expect((await ledger.move('back', { targetStateId: 'DONE' })).json()).toMatchObject({ definitionVersion: 1 });
  });

  it('is refused for a definition whose rule is faulty: each error has its place', async () => {
    await publish(firstVersion('Faulty'));
    const upgrade = { from: [2], states: { PAY: 'DONE', AGENT: 'PAYMENT' }, drop: ['amount'] };
    const reply = await publish({ ...secondVersion('Faulty'), upgrade });
    expect([reply.status, reply.json()]).toMatchObject([422, { code: 'DEFINITION_INVALID' }]);
    const { errors } = reply.json() as { errors: readonly { code: string; path: string }[] };
    expect(errors.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
      'UPGRADE_DROP_INVALID /upgrade/drop/0',
      'UPGRADE_FROM_INVALID /upgrade/from/0',
      'UPGRADE_STATE_UNKNOWN /upgrade/states/AGENT',
    ]);
    const ending = await publish({ ...secondVersion('Faulty'), upgrade: { states: { PAY: 'DONE' } } });
    expect(ending.json()).toMatchObject({
      errors: [
        {
          code: 'UPGRADE_STATE_FINAL',
          path: '/upgrade/states/PAY',
          message: expect.stringMatching(/"DONE" is final, and "PAY" of version 1 is not/) as string,
        },
      ],
    });
  });
});
