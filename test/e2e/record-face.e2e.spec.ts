import { deadlineOf } from '@ledger/journey';
import { RunningLedger } from '../support/running-ledger';

const RECORDS = '/api/v2/datastores/CustomerJourneyState/records';

/** The payloads that flows send today, as the API's documentation prints them. */
const CREATE = (key: string) => ({
  key,
  value: {
    stateId: 'INTRO_WELCOME',
    sessionId: key,
    createdAt: '2023-10-27T10:00:00Z',
    lastUpdated: '2023-10-27T10:00:00Z',
    metadata: { channel: 'voice', initiatingSource: 'inbound_queue' },
  },
});
const MOVE = {
  value: {
    stateId: 'PAYMENT_COLLECTOR',
    lastUpdated: '2023-10-27T10:05:00Z',
    metadata: { previousState: 'INTRO_WELCOME' },
  },
};

describe('the record face', () => {
  let ledger: RunningLedger;
  beforeAll(async () => (ledger = await RunningLedger.start()));
  afterAll(() => ledger.remove());

  const record = (key: string) => ledger.get(`${RECORDS}/${key}`);
  const put = (key: string, body: unknown, headers = {}) => ledger.send('PUT', `${RECORDS}/${key}`, { body, headers });
  const revisions = async (key: string) => (await ledger.get(`/v1/journeys/${key}`)).json()['revision'];

  it('answers the published payloads with 404, 201, 200, 200', async () => {
    const missing = await record('published');
    expect(missing.status).toBe(404);
    expect(missing.json()).toMatchObject({ code: 'JOURNEY_NOT_FOUND', status: 404 });

    const created = await ledger.post(RECORDS, CREATE('published'));
    expect(created.status).toBe(201);
    expect(created.json()).toEqual({
      key: 'published',
      value: {
        stateId: 'INTRO_WELCOME',
        sessionId: 'published',
        createdAt: '2023-10-27T10:00:00.000Z',
        lastUpdated: '2023-10-27T10:00:00.000Z',
        version: 1,
        status: 'ACTIVE',
        deadline: expect.stringMatching(/^\d{4}-/) as string,
        overdue: false,
        allowedTargets: ['IDENTIFY', 'PAYMENT_COLLECTOR', 'AGENT_ESCALATION'],
        metadata: {
          verified: false,
          fraudScore: 0,
          channel: 'voice',
          initiatingSource: 'inbound_queue',
          previousState: null,
        },
      },
    });

    const moved = await put('published', MOVE);
    expect(moved.status).toBe(200);
    expect(moved.headers['etag']).toBe('"1"');
    expect(moved.json()).toMatchObject({
      key: 'published',
      value: { stateId: 'PAYMENT_COLLECTOR', version: 2, lastUpdated: '2023-10-27T10:05:00.000Z' },
    });

    const read = await record('published');
    expect(read.status).toBe(200);
    expect(read.json()).toEqual(moved.json());
    const known = await ledger.get(`${RECORDS}/published`, { 'if-none-match': '"1"' });
    expect([known.status, known.text]).toEqual([304, '']);
  });

  it('gives the record as it stands when it is created again, and resets nothing', async () => {
    await ledger.post(RECORDS, CREATE('twice'));
    await put('twice', MOVE);
    const again = await ledger.post(RECORDS, CREATE('twice'));
    expect(again.status).toBe(200);
    expect(again.json()).toMatchObject({ value: { stateId: 'PAYMENT_COLLECTOR', version: 2 } });
    expect(await revisions('twice')).toBe(1);
  });

  it('refuses a record that does not begin in the initial state, and stores nothing', async () => {
    const body = CREATE('late');
    const refused = await ledger.post(RECORDS, { ...body, value: { ...body.value, stateId: 'COMPLETED' } });
    expect(refused.status).toBe(422);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect((await record('late')).status).toBe(404);
  });

  it('takes the same update twice for one', async () => {
    await ledger.post(RECORDS, CREATE('repeat'));
    const first = await put('repeat', MOVE);
    const second = await put('repeat', MOVE);
    expect(second.status).toBe(200);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.json()).toEqual(first.json());
    expect(await revisions('repeat')).toBe(1);
  });

  describe('with a lock that is stale', () => {
    beforeAll(async () => {
      await ledger.post(RECORDS, CREATE('stale'));
      await put('stale', MOVE);
    });

    const completed = (more: object) => ({
      value: { stateId: 'COMPLETED', lastUpdated: '2023-10-27T10:06:00Z', ...more },
    });

    it.each([
      ['metadata.previousState', 409, completed({ metadata: { previousState: 'INTRO_WELCOME' } }), {}],
      ['value.version', 409, completed({ version: 1 }), {}],
      ['If-Match', 412, completed({}), { 'if-match': '"0"' }],
      ['a weak If-Match', 412, completed({}), { 'if-match': 'W/"1"' }],
    ])('answers %s with %i and the record as it stands', async (_, status, body, headers) => {
      const reply = await put('stale', body, headers);
      expect(reply.status).toBe(status);
      expect(reply.json()).toMatchObject({
        code: 'REVISION_CONFLICT',
        stateId: 'PAYMENT_COLLECTOR',
        revision: 1,
        allowedTargets: ['COMPLETED', 'AGENT_ESCALATION'],
        record: { key: 'stale', value: { stateId: 'PAYMENT_COLLECTOR', version: 2 } },
      });
      expect(await revisions('stale')).toBe(1);
    });
  });

  it('takes every kind of lock that holds', async () => {
    await ledger.post(RECORDS, CREATE('locked'));
    const value = { stateId: 'PAYMENT_COLLECTOR', version: 1, metadata: { previousState: 'INTRO_WELCOME' } };
    expect((await put('locked', { value }, { 'if-match': '"0"' })).status).toBe(200);
  });

  it('refuses an update that the definition does not allow, and stores nothing', async () => {
    await ledger.post(RECORDS, CREATE('illegal'));
    const reply = await put('illegal', { value: { stateId: 'COMPLETED', lastUpdated: '2023-10-27T10:05:00Z' } });
    expect(reply.status).toBe(422);
    expect(reply.json()).toMatchObject({ code: 'TRANSITION_NOT_ALLOWED', stateId: 'INTRO_WELCOME', revision: 0 });
    expect(await revisions('illegal')).toBe(0);
  });

  it('answers 404 for an update of a record that is not there', async () => {
    expect((await put('unknown', MOVE)).status).toBe(404);
  });

  it('keeps what metadata holds beside its own members in the context', async () => {
    const body = CREATE('context');
    const metadata = { ...body.value.metadata, verified: true, amount: 20 };
    await ledger.post(RECORDS, { ...body, value: { ...body.value, metadata } });
    await put('context', {
      value: { stateId: 'PAYMENT_COLLECTOR', metadata: { amount: 12.5, channel: 'chat' } },
    });
    const journey = (await ledger.get('/v1/journeys/context')).json();
    expect(journey).toMatchObject({ channel: 'chat', initiatingSource: 'inbound_queue' });
    expect(journey['context']).toEqual({ verified: true, fraudScore: 0, amount: 12.5 });
  });

  it('keeps new metadata of a record that stays in its state', async () => {
    await ledger.post(RECORDS, CREATE('same'));
    const reply = await put('same', { value: { stateId: 'INTRO_WELCOME', metadata: { fraudScore: 3 } } });
    expect(reply.status).toBe(200);
    expect(reply.json()).toMatchObject({
      value: { stateId: 'INTRO_WELCOME', version: 2, metadata: { fraudScore: 3 } },
    });
  });

  it.each([
    ['PT1H', 3_600_000],
    [90, 90_000],
    ['45', 45_000],
  ])('takes maxDuration %p as the timeout of the state entered', async (maxDuration, milliseconds) => {
    const key = `duration-${String(maxDuration)}`;
    await ledger.post(RECORDS, CREATE(key));
    const metadata = { maxDuration };
    expect((await put(key, { value: { stateId: 'PAYMENT_COLLECTOR', metadata } })).status).toBe(200);
    const journey = (await ledger.get(`/v1/journeys/${key}`)).json();
    expect(Date.parse(String(journey['deadline'])) - Date.parse(String(journey['enteredAt']))).toBe(milliseconds);
  });

  it('takes maxDuration of a new record as the timeout of its first state', async () => {
    const { key, value } = CREATE('first-duration');
    const metadata = { ...value.metadata, maxDuration: 'PT45M' };
    expect((await ledger.post(RECORDS, { key, value: { ...value, metadata } })).status).toBe(201);
    const journey = (await ledger.get(`/v1/journeys/${key}`)).json();
    expect(Date.parse(String(journey['deadline'])) - Date.parse(String(journey['enteredAt']))).toBe(45 * 60_000);
    expect(journey['context']).not.toHaveProperty('maxDuration');
  });

  it('means a calendar month by P1M', async () => {
    await ledger.post(RECORDS, CREATE('a-month'));
    await put('a-month', { value: { stateId: 'PAYMENT_COLLECTOR', metadata: { maxDuration: 'P1M' } } });
    const { enteredAt, deadline } = (await ledger.get('/v1/journeys/a-month')).json();
    expect(deadline).toBe(deadlineOf(String(enteredAt), { after: 'P1M' }));
  });

  it('moves each time that the lock holds, although every PUT has the same lastUpdated', async () => {
    await ledger.begin('coarse');
    const put = (previousState: string, stateId: string) =>
      ledger.send('PUT', `${RECORDS}/coarse`, {
        body: { value: { stateId, lastUpdated: '2026-11-02T08:00:00Z', metadata: { previousState } } },
      });
    const steps = ['INTRO_WELCOME', 'IDENTIFY', 'VERIFICATION_FAILED', 'IDENTIFY', 'VERIFICATION_FAILED'];
    for (const [index, from] of steps.slice(0, -1).entries()) {
      const reply = await put(from, steps[index + 1] ?? '');
      expect(reply.headers).not.toHaveProperty('idempotency-replayed');
      expect(reply.json()).toMatchObject({ value: { stateId: steps[index + 1], version: index + 2 } });
    }
    const again = await put('IDENTIFY', 'VERIFICATION_FAILED');
    expect(again.headers).toMatchObject({ 'idempotency-replayed': 'true' });
    expect(again.json()).toMatchObject({ value: { version: 5 } });
  });

  it('keeps the records of one datastore apart from another', async () => {
    await ledger.post(RECORDS, CREATE('apart'));
    expect((await ledger.get('/api/v2/datastores/Other/records/apart')).status).toBe(404);
    const elsewhere = await ledger.post('/api/v2/datastores/Other/records', CREATE('apart'));
    expect(elsewhere.status).toBe(409);
    const unknown = await ledger.post('/api/v2/datastores/Other/records', CREATE('nowhere'));
    expect(unknown.json()).toMatchObject({ status: 404, code: 'DEFINITION_NOT_FOUND' });
  });
});
