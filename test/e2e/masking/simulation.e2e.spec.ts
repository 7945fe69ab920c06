import type { Reply, RunningLedger } from '../../support/running-ledger';
import { CALLBACK, callbackLedger, CONTEXT, DESK, WHOLE } from './callback-ledger';

/** As version 1, but for the guard of the way to the desk. */
const under = (guard: string): object => {
  const { ASK } = CALLBACK.states;
  const transitions = ASK.transitions.map((each) => (each.event === 'GO' ? { ...each, guard } : each));
  return { ...CALLBACK, version: 2, states: { ...CALLBACK.states, ASK: { transitions } } };
};

describe('the simulation of a document that asks for personal data', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await callbackLedger();
    await ledger.post('/v1/definitions', CALLBACK, DESK);
    await ledger.post('/v1/journeys', { sessionId: 'ask-1', definitionId: 'Callback', context: CONTEXT }, DESK);
    const went = await ledger.post('/v1/journeys/ask-1/transitions', { event: 'GO' }, DESK);
    await ledger.get(`/v1/journeys?atLeast=${String(went.json()['position'])}`, DESK);
  });
  afterAll(() => ledger.remove());

  const simulate = (guard: string, caller: Readonly<Record<string, string>>): Promise<Reply> =>
    ledger.post('/v1/definitions/simulate', under(guard), caller);

  it('needs personal.read', async () => {
    const guard = "context.phone.startsWith('A')";
    const refused = await simulate(guard, DESK);
    expect([refused.status, refused.json()]).toEqual([
      403,
      expect.objectContaining({
        code: 'FORBIDDEN',
        scope: 'personal.read',
        detail: `To replay journeys under this document needs the scope personal.read: the guard ${guard} looks at personal data in a way in which no published version does.`,
      }),
    ]);
    const answered = await simulate(guard, WHOLE);
    expect([answered.status, answered.text]).toEqual([200, expect.stringContaining('"examples":["ask-1"]')]);
  });

  it('is for all if it asks what published versions ask, or other data', async () => {
    for (const guard of ["context.phone != '' && context.customer.email != ''", 'context.verified']) {
      expect(await simulate(guard, DESK)).toMatchObject({ status: 200 });
    }
  });
});
