import { RunningLedger, type Reply } from '../support/running-ledger';

const PARALLEL = 50;

describe('callers that race', () => {
  let ledger: RunningLedger;
  beforeAll(async () => (ledger = await RunningLedger.start({ ROLES: 'api,projector' })));
  afterAll(() => ledger.remove());

  const all = (send: (n: number) => Promise<Reply>) => Promise.all(Array.from({ length: PARALLEL }, (_, n) => send(n)));
  const count = (replies: readonly Reply[], status: number) =>
    replies.filter((reply) => reply.status === status).length;

  it('move one journey from one revision: one succeeds, 49 conflict', async () => {
    await ledger.begin('race-locked');
    const replies = await all((n) =>
      ledger.move(
        'race-locked',
        { targetStateId: 'IDENTIFY', expectedRevision: 0 },
        { 'idempotency-key': `racer-${n}` },
      ),
    );
    expect([count(replies, 200), count(replies, 409)]).toEqual([1, PARALLEL - 1]);
    for (const reply of replies.filter(({ status }) => status === 409)) {
      expect(reply.json()).toMatchObject({ code: 'REVISION_CONFLICT', journey: { revision: 1, stateId: 'IDENTIFY' } });
    }
    expect((await ledger.get('/v1/journeys/race-locked')).json()).toMatchObject({ revision: 1 });
    // 49 refused attempts are recorded beside the start and the one move.
    expect(await ledger.timelineWith('race-locked', PARALLEL + 1)).toHaveLength(PARALLEL + 1);
  });

  it('move it under If-Match: one succeeds, 49 fail their precondition', async () => {
    await ledger.begin('race-match');
    const replies = await all((n) =>
      ledger.move('race-match', { targetStateId: 'IDENTIFY', commandId: `racer-${n}` }, { 'if-match': '"0"' }),
    );
    expect([count(replies, 200), count(replies, 412)]).toEqual([1, PARALLEL - 1]);
  });

  it('send the very same command: one applies it, 49 get its reply again', async () => {
    await ledger.begin('race-same');
    const replies = await all(() => ledger.move('race-same', { targetStateId: 'IDENTIFY', expectedRevision: 0 }));
    expect(count(replies, 200)).toBe(PARALLEL);
    const firsts = replies.filter(({ headers }) => headers['idempotency-replayed'] === undefined);
    expect(firsts).toHaveLength(1);
    for (const reply of replies) {
      expect({ ...reply.json(), replayed: false }).toEqual({ ...firsts[0]?.json(), replayed: false });
    }
    expect((await ledger.get('/v1/journeys/race-same')).json()).toMatchObject({ revision: 1 });
  });

  it('start one session: one creates it, 49 resume it', async () => {
    const replies = await all(() => ledger.begin('race-start'));
    expect([count(replies, 201), count(replies, 200)]).toEqual([1, PARALLEL - 1]);
    expect((await ledger.get('/v1/journeys/race-start')).json()).toMatchObject({ revision: 0 });
  });

  it('change the context without a lock: none is lost', async () => {
    await ledger.begin('race-context', { definitionVersion: 1 });
    const replies = await all((n) =>
      ledger.send('PATCH', '/v1/journeys/race-context/context', { body: { [`key${n}`]: n } }),
    );
    expect(count(replies, 200)).toBe(PARALLEL);
    const journey = (await ledger.get('/v1/journeys/race-context')).json();
    expect(Object.keys(journey['context'] as object)).toHaveLength(PARALLEL + 2);
    expect(journey['revision']).toBe(PARALLEL);
  });

  it('create one record: one 201, 49 times 200', async () => {
    const body = { key: 'race-record', value: { stateId: 'INTRO_WELCOME', createdAt: '2026-11-01T08:00:00Z' } };
    const replies = await all(() => ledger.post('/api/v2/datastores/CustomerJourneyState/records', body));
    expect([count(replies, 201), count(replies, 200)]).toEqual([1, PARALLEL - 1]);
  });
});
