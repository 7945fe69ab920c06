import { RunningLedger, StandingClock } from '../support/running-ledger';

const NOW = '2026-11-02T09:00:00.000Z';
const RECORDS = '/api/v2/datastores/CustomerJourneyState/records';

/** The payloads of the published example, which every flow was written from. */
const CREATE = (
  key: string,
  times: object = { createdAt: '2023-10-27T10:00:00Z', lastUpdated: '2023-10-27T10:00:00Z' },
) => ({
  key,
  value: {
    ...{ stateId: 'INTRO_WELCOME', sessionId: key },
    ...times,
    metadata: { channel: 'voice', initiatingSource: 'inbound_queue' },
  },
});
const UPDATE = (lastUpdated: string, stateId = 'PAYMENT_COLLECTOR') => ({
  value: { stateId, lastUpdated, metadata: { previousState: 'INTRO_WELCOME' } },
});

describe('the clock of a caller', () => {
  const clock = new StandingClock(NOW);
  let ledger: RunningLedger;
  beforeAll(async () => (ledger = await RunningLedger.start({ ROLES: 'api,projector' }, { clock })));
  afterAll(() => ledger.remove());

  const put = (key: string, body: object) => ledger.send('PUT', `${RECORDS}/${key}`, { body });
  const at = (seconds: number) => new Date(Date.parse(NOW) + seconds * 1_000).toISOString();

  describe('on the resource face', () => {
    it.each([301, -301])('is refused %d s beside the ledger’s', async (seconds) => {
      await ledger.begin(`beside${seconds}`);
      const body = { targetStateId: 'IDENTIFY', occurredAt: at(seconds) };
      for (const reply of [
        await ledger.move(`beside${seconds}`, body),
        await ledger.begin(`new${seconds}`, { occurredAt: at(seconds) }),
      ]) {
        expect(reply.status).toBe(422);
        const detail = expect.stringContaining(`occurredAt is ${at(seconds)}`) as string;
        expect(reply.json()).toMatchObject({ code: 'VALIDATION_FAILED', outcome: 'REJECTED', detail });
      }
      expect((await ledger.get(`/v1/journeys/beside${seconds}`)).json()).toMatchObject({ revision: 0 });
      expect((await ledger.get(`/v1/journeys/new${seconds}`)).status).toBe(404);
    });

    it.each([300, -300])('is believed %d s beside it', async (seconds) => {
      const reply = await ledger.begin(`within${seconds}`, { occurredAt: at(seconds) });
      expect(reply.json()).toMatchObject({ startedAt: at(seconds) });
      expect(reply.json()).not.toHaveProperty('givenStartedAt');
    });

    it('does not make time negative if it runs back, and the event keeps what the caller said', async () => {
      await ledger.begin('back', { occurredAt: at(200), channel: 'back' });
      await ledger.move('back', { targetStateId: 'IDENTIFY', occurredAt: at(-200) });
      const [, move] = await ledger.timelineWith('back', 2);
      expect(move).toMatchObject({ occurredAt: at(-200), dwellMs: 0 });
      const [edge] = (await ledger.get('/v1/analytics/transitions?channel=back')).json()['transitions'] as object[];
      expect(edge).toMatchObject({ from: 'INTRO_WELCOME', to: 'IDENTIFY', meanMs: 0, medianMs: 0, p95Ms: 0 });
    });

    it('does not matter to a repeat, which may come an hour later', async () => {
      await ledger.begin('later');
      const move = () => ledger.move('later', { targetStateId: 'IDENTIFY', occurredAt: NOW, commandId: 'c-1' });
      await move();
      clock.forward(3_600_000);
      const again = await move();
      clock.forward(-3_600_000);
      expect(again.json()).toMatchObject({ outcome: 'ADVANCED', replayed: true });
    });
  });

  it('of an import may be any time up to the skew from now', async () => {
    const line = (sessionId: string, occurredAt: string) =>
      JSON.stringify({ command: 'start', sessionId, definitionId: 'CustomerJourneyState', occurredAt });
    const reply = await ledger.send('POST', '/v1/commands?mode=import', {
      body: [line('old', '1999-01-01T00:00:00Z'), line('soon', at(300)), line('never', at(301))].join('\n'),
      headers: { 'content-type': 'application/x-ndjson' },
    });
    const outcomes = reply.text
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as object);
    expect(outcomes).toMatchObject([
      { outcome: 'CREATED' },
      { outcome: 'CREATED' },
      { outcome: 'REJECTED', code: 'VALIDATION_FAILED' },
    ]);
  });

  it('is replaced on the flow face, and kept beside', async () => {
    const ensured = await ledger.post('/v1/flow/ensure', {
      ...{ sessionId: 'flow', definitionId: 'CustomerJourneyState', occurredAt: '2030-01-01T00:00:00Z' },
    });
    expect(ensured.json()).toMatchObject({ outcome: 'CREATED' });
    const given = { givenStartedAt: '2030-01-01T00:00:00.000Z', givenLastUpdatedAt: '2030-01-01T00:00:00.000Z' };
    expect((await ledger.get('/v1/journeys/flow')).json()).toMatchObject({
      startedAt: NOW,
      lastUpdatedAt: NOW,
      ...given,
    });
    await ledger.post('/v1/flow/transition', { sessionId: 'flow', targetStateId: 'IDENTIFY' });
    const journey = (await ledger.get('/v1/journeys/flow')).json();
    expect(journey).toMatchObject({ givenStartedAt: given.givenStartedAt });
    expect(journey).not.toHaveProperty('givenLastUpdatedAt');
    const [start, move] = await ledger.timelineWith('flow', 2);
    expect([start, move]).toMatchObject([{ occurredAt: NOW, givenAt: given.givenStartedAt }, { givenAt: null }]);
  });

  describe('on the record face', () => {
    it('is replaced if it is years behind, and shown as it was given', async () => {
      expect((await ledger.post(RECORDS, CREATE('payloads'))).status).toBe(201);
      const updated = await put('payloads', UPDATE('2023-10-27T10:05:00Z'));
      expect(updated.status).toBe(200);
      const times = { createdAt: '2023-10-27T10:00:00.000Z', lastUpdated: '2023-10-27T10:05:00.000Z' };
      expect(updated.json()).toMatchObject({ value: times });
      expect((await ledger.get('/v1/journeys/payloads')).json()).toMatchObject({ startedAt: NOW, lastUpdatedAt: NOW });
    });

    it('is replaced and not shown if it is years ahead', async () => {
      const created = await ledger.post(RECORDS, CREATE('ahead', { createdAt: '2030-01-01T00:00:00Z' }));
      expect(created.json()).toMatchObject({ value: { createdAt: NOW, lastUpdated: NOW } });
    });

    it('is not compared with the ledger’s own: a PUT of 2023 follows a POST without times', async () => {
      expect((await ledger.post(RECORDS, CREATE('timeless', {}))).status).toBe(201);
      const updated = await put('timeless', UPDATE('2023-10-27T10:05:00Z'));
      expect(updated.status).toBe(200);
      expect(updated.json()).toMatchObject({ value: { createdAt: NOW, lastUpdated: NOW } });
    });

    it('is a stale lock if it is older than the last time that was given', async () => {
      await ledger.post(RECORDS, CREATE('stale'));
      const stale = await put('stale', UPDATE('2023-10-27T09:59:59Z'));
      expect(stale.status).toBe(409);
      expect(stale.json()).toMatchObject({
        code: 'REVISION_CONFLICT',
        record: { value: { stateId: 'INTRO_WELCOME' } },
      });
      expect((await put('stale', UPDATE('2023-10-27T10:00:00Z'))).status).toBe(200);
    });
  });
});
