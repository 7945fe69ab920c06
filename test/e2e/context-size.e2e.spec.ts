import { RunningLedger } from '../support/running-ledger';

const RECORD = '/api/v2/datastores/CustomerJourneyState/records/large';
const LIMIT = 2_048;
/** The version whose context takes any property. */
const OPEN = { definitionVersion: 1 };

/** The limit is on the whole: each patch may be small. */
describe('a context that grows', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api', CONTEXT_LIMIT_BYTES: `${LIMIT}` });
    await ledger.begin('large', OPEN);
    const reply = await ledger.send('PATCH', '/v1/journeys/large/context', { body: { a: 'x'.repeat(LIMIT - 100) } });
    expect(reply.status).toBe(200);
  });
  afterAll(() => ledger.remove());
  afterEach(async () => {
    const journey = (await ledger.get('/v1/journeys/large')).json();
    expect(journey).toMatchObject({ revision: 1, stateId: 'INTRO_WELCOME' });
  });

  const more = { b: 'y'.repeat(100) };
  const detail = expect.stringMatching(/^context would have 2,\d{3} bytes as JSON; the limit is 2,048\./) as string;

  it('is refused by the resource face', async () => {
    for (const reply of [
      await ledger.send('PATCH', '/v1/journeys/large/context', { body: more }),
      await ledger.move('large', { targetStateId: 'IDENTIFY', context: more }),
      await ledger.begin('another', { ...OPEN, context: { a: 'x'.repeat(LIMIT) } }),
    ]) {
      expect(reply.status).toBe(422);
      expect(reply.json()).toMatchObject({ code: 'CONTEXT_TOO_LARGE', detail });
    }
  });

  it('is refused where it is only considered', async () => {
    const reply = await ledger.post('/v1/journeys/large/dry-run', { targetStateId: 'IDENTIFY', context: more });
    expect(reply.json()).toMatchObject({ outcome: 'REJECTED', code: 'CONTEXT_TOO_LARGE', reason: detail });
  });

  it('is refused by the record face', async () => {
    const value = { stateId: 'IDENTIFY', metadata: more };
    const reply = await ledger.send('PUT', RECORD, { body: { value } });
    expect(reply.status).toBe(422);
    expect(reply.json()).toMatchObject({ code: 'CONTEXT_TOO_LARGE', detail });
  });

  it('is refused by the flow face, with a reason to branch on', async () => {
    const asked = { sessionId: 'large', targetStateId: 'IDENTIFY', ctx_b: more.b };
    const reply = await ledger.post('/v1/flow/transition', asked);
    expect(reply.status).toBe(200);
    expect(reply.json()).toMatchObject({ outcome: 'REJECTED', reasonCode: 'CONTEXT_TOO_LARGE' });
  });
});
