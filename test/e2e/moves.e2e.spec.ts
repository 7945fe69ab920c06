import { RunningLedger, StandingClock } from '../support/running-ledger';

const START = '2026-11-02T09:00:00.000Z';
const after = (minutes: number): string => new Date(Date.parse(START) + minutes * 60_000).toISOString();

/** The payment call as it is today, without IDENTIFY: it is called VERIFY now. */
const THIRD = {
  id: 'CustomerJourneyState',
  version: 3,
  initial: 'INTRO_WELCOME',
  states: {
    INTRO_WELCOME: { timeout: { after: 'PT2M' }, transitions: [{ target: 'VERIFY' }] },
    VERIFY: { timeout: { after: 'PT3M' }, transitions: [{ target: 'COMPLETED' }] },
    COMPLETED: { final: true },
  },
  context: { type: 'object', properties: { tier: { type: 'string', default: 'basic' } } },
};

describe('what an operator does to one journey', () => {
  const clock = new StandingClock(START);
  let ledger: RunningLedger;
  beforeAll(async () => (ledger = await RunningLedger.start({ ROLES: 'api,projector' }, { clock })));
  afterAll(() => ledger.remove());

  const reason = 'The payment provider is down';

  it('moves it past what its definition allows, and starts the clock of the state', async () => {
    await ledger.begin('moved');
    const reply = await ledger.post('/v1/journeys/moved/move', { targetStateId: 'VERIFICATION_FAILED', reason });
    expect(reply.status).toBe(200);
    expect(reply.headers['etag']).toBe('"1"');
    expect(reply.json()).toMatchObject({
      ...{ outcome: 'ADVANCED', stateId: 'VERIFICATION_FAILED', previousStateId: 'INTRO_WELCOME', status: 'ACTIVE' },
      events: [{ type: 'JourneyMoved', revision: 1, data: { from: 'INTRO_WELCOME', reason, deadline: after(1) } }],
    });
    const [, entry] = await ledger.timelineWith('moved', 2);
    expect(entry).toMatchObject({
      ...{ type: 'JourneyMoved', from: 'INTRO_WELCOME', to: 'VERIFICATION_FAILED', dwellMs: 0, reason: null },
      ...{ actor: { kind: 'operator' }, data: { reason } },
    });
  });

  it('aborts it, without a timeout', async () => {
    await ledger.begin('aborted');
    const reply = await ledger.post('/v1/journeys/aborted/move', { targetStateId: 'ABORT_TIMEOUT', reason });
    expect(reply.json()).toMatchObject({
      status: 'TIMED_OUT',
      stateId: 'ABORT_TIMEOUT',
      events: [{ type: 'JourneyMoved' }],
    });
    await ledger.timelineWith('aborted', 2);
    const timeouts = await ledger.get('/v1/analytics/timeouts');
    expect(timeouts.json()).toMatchObject({ timeouts: [] });
  });

  it('keeps to the lock, the command id and the end', async () => {
    await ledger.begin('kept');
    const body = { targetStateId: 'COMPLETED', reason, commandId: 'once', expectedRevision: 0 };
    const first = await ledger.post('/v1/journeys/kept/move', body);
    const again = await ledger.post('/v1/journeys/kept/move', body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.json()).toEqual({ ...first.json(), replayed: true });
    const ended = await ledger.post('/v1/journeys/kept/move', { targetStateId: 'IDENTIFY', reason });
    expect(ended.json()).toMatchObject({ status: 409, code: 'JOURNEY_ENDED' });
    await ledger.begin('stale');
    const stale = await ledger.post('/v1/journeys/stale/move', { ...body, expectedRevision: 7 });
    expect(stale.json()).toMatchObject({ status: 409, code: 'REVISION_CONFLICT' });
    const unmatched = await ledger.post(
      '/v1/journeys/stale/move',
      { ...body, expectedRevision: null },
      { 'if-match': '"7"' },
    );
    expect(unmatched.json()).toMatchObject({ status: 412, code: 'REVISION_CONFLICT' });
  });

  it('takes it to another version, in the state that goes by another name there', async () => {
    await ledger.begin('migrated');
    await ledger.move('migrated', { targetStateId: 'IDENTIFY', commandId: 'identify' });
    expect((await ledger.post('/v1/definitions', THIRD)).status).toBe(201);
    const lacking = await ledger.post('/v1/journeys/migrated/migrate', { toVersion: 3, reason });
    expect(lacking.json()).toMatchObject({ status: 422, code: 'TRANSITION_NOT_ALLOWED' });
    const body = { toVersion: 3, stateMap: { IDENTIFY: 'VERIFY' }, set: { tier: 'gold' }, reason };
    const reply = await ledger.post('/v1/journeys/migrated/migrate', body);
    expect(reply.json()).toMatchObject({
      ...{
        outcome: 'ADVANCED',
        stateId: 'VERIFY',
        definitionVersion: 3,
        deadline: after(3),
        allowedTargets: ['COMPLETED'],
      },
      ...{ context: { tier: 'gold' }, events: [{ type: 'JourneyMigrated', data: { fromVersion: 2, toVersion: 3 } }] },
    });
    // What it did before is still answered as it was answered then, by the rules of then.
    const repeat = await ledger.move('migrated', { targetStateId: 'IDENTIFY', commandId: 'identify' });
    expect(repeat.json()).toMatchObject({ stateId: 'IDENTIFY', definitionVersion: 2, replayed: true });
    expect((await ledger.move('migrated', { targetStateId: 'COMPLETED' })).json()).toMatchObject({
      status: 'COMPLETED',
    });
    // The refused attempt is a line of it as well.
    await ledger.timelineWith('migrated', 5);
    const found = await ledger.get('/v1/journeys?state=COMPLETED&definitionId=CustomerJourneyState');
    expect(found.json()['journeys']).toContainEqual(
      expect.objectContaining({ sessionId: 'migrated', definitionVersion: 3 }),
    );
  });

  it('comes too late past the deadline', async () => {
    await ledger.begin('late', { definitionVersion: 2 });
    clock.forward(2 * 60_000);
    const reply = await ledger.post('/v1/journeys/late/move', { targetStateId: 'COMPLETED', reason });
    expect(reply.json()).toMatchObject({ status: 409, code: 'JOURNEY_EXPIRED', stateId: 'ABORT_TIMEOUT' });
  });
});
