import { RunningLedger, StandingClock } from '../support/running-ledger';

const START = '2026-11-02T09:00:00.000Z';

describe('the resource face', () => {
  const clock = new StandingClock(START);
  let ledger: RunningLedger;
  beforeAll(async () => (ledger = await RunningLedger.start({ ROLES: 'api,projector' }, { clock })));
  afterAll(() => ledger.remove());

  const journey = async (id: string, query = '') => (await ledger.get(`/v1/journeys/${id}${query}`)).json();

  describe('starting', () => {
    it('gives 201, the journey, its address and its entity tag', async () => {
      const reply = await ledger.begin('start-1', {
        channel: 'voice',
        customerId: 'c-1',
        initiatingSource: 'inbound_queue',
        context: { verified: true },
      });
      expect(reply.status).toBe(201);
      expect(reply.headers).toMatchObject({ location: '/v1/journeys/start-1', etag: '"0"' });
      expect(reply.json()).toEqual({
        sessionId: 'start-1',
        definitionId: 'CustomerJourneyState',
        definitionVersion: 2,
        status: 'ACTIVE',
        stateId: 'INTRO_WELCOME',
        previousStateId: null,
        revision: 0,
        enteredAt: START,
        startedAt: START,
        lastUpdatedAt: START,
        deadline: '2026-11-02T09:02:00.000Z',
        overdue: false,
        channel: 'voice',
        customerId: 'c-1',
        initiatingSource: 'inbound_queue',
        context: { verified: true, fraudScore: 0 },
        allowedTargets: ['IDENTIFY', 'PAYMENT_COLLECTOR', 'AGENT_ESCALATION'],
        position: expect.stringMatching(/^\d+$/) as string,
        outcome: 'CREATED',
        replayed: false,
        events: [expect.objectContaining({ type: 'JourneyStarted', revision: 0 })],
      });
    });

    it('gives 200 and the journey as it stands where the session exists', async () => {
      await ledger.begin('start-2');
      await ledger.move('start-2', { targetStateId: 'IDENTIFY' });
      const again = await ledger.begin('start-2', { context: { verified: true } });
      expect(again.status).toBe(200);
      expect(again.json()).toMatchObject({ outcome: 'RESUMED', stateId: 'IDENTIFY', revision: 1, events: [] });
      expect(await journey('start-2')).toMatchObject({ context: { verified: false } });
    });

    it('makes a session id up, the same for the same command id', async () => {
      const send = () =>
        ledger.post('/v1/journeys', { definitionId: 'CustomerJourneyState' }, { 'idempotency-key': 'start-anonymous' });
      const first = await send();
      const second = await send();
      expect(first.status).toBe(201);
      expect(second.status).toBe(200);
      expect(second.headers['idempotency-replayed']).toBe('true');
      expect(second.json()['sessionId']).toBe(first.json()['sessionId']);
    });
  });

  describe('moving', () => {
    it('gives the journey, the outcome and the event that was appended', async () => {
      await ledger.begin('move-1');
      const reply = await ledger.move('move-1', { targetStateId: 'PAYMENT_COLLECTOR', context: { fraudScore: 2 } });
      expect(reply.status).toBe(200);
      expect(reply.headers['etag']).toBe('"1"');
      expect(reply.json()).toMatchObject({
        outcome: 'ADVANCED',
        replayed: false,
        stateId: 'PAYMENT_COLLECTOR',
        previousStateId: 'INTRO_WELCOME',
        revision: 1,
        context: { verified: false, fraudScore: 2 },
        allowedTargets: ['COMPLETED', 'AGENT_ESCALATION'],
        events: [
          { type: 'JourneyTransitioned', revision: 1, data: { from: 'INTRO_WELCOME', to: 'PAYMENT_COLLECTOR' } },
        ],
      });
    });

    it('gives the first reply again for the same Idempotency-Key, wherever the journey is by then', async () => {
      await ledger.begin('move-2');
      const send = () => ledger.move('move-2', { targetStateId: 'IDENTIFY' }, { 'idempotency-key': '"move-2-first"' });
      const first = await send();
      await ledger.move('move-2', { targetStateId: 'VERIFICATION_FAILED' });
      const second = await send();
      expect(second.status).toBe(200);
      expect(second.headers['idempotency-replayed']).toBe('true');
      expect(first.headers['idempotency-replayed']).toBeUndefined();
      expect(second.json()).toEqual({ ...first.json(), replayed: true });
      expect(await journey('move-2')).toMatchObject({ revision: 2, stateId: 'VERIFICATION_FAILED' });
    });

    it('takes a repeat with an expected revision for the same attempt, without a command id', async () => {
      await ledger.begin('move-3');
      const send = () => ledger.move('move-3', { targetStateId: 'IDENTIFY', expectedRevision: 0 });
      expect((await send()).json()).toMatchObject({ outcome: 'ADVANCED', replayed: false });
      expect((await send()).json()).toMatchObject({ outcome: 'ADVANCED', replayed: true, revision: 1 });
    });

    it('says UNCHANGED for the state that the journey is in', async () => {
      await ledger.begin('move-4');
      const reply = await ledger.move('move-4', { targetStateId: 'INTRO_WELCOME' });
      expect(reply.json()).toMatchObject({ outcome: 'UNCHANGED', revision: 0, events: [] });
    });

    it('shows the guard that does not hold and what it saw', async () => {
      await ledger.begin('move-5');
      await ledger.move('move-5', { targetStateId: 'IDENTIFY' });
      const reply = await ledger.move('move-5', { targetStateId: 'PAYMENT_COLLECTOR' });
      expect(reply.status).toBe(422);
      expect(reply.json()).toMatchObject({
        code: 'GUARD_FAILED',
        stateId: 'IDENTIFY',
        revision: 1,
        allowedTargets: ['VERIFICATION_FAILED', 'AGENT_ESCALATION'],
        guard: { expression: 'context.verified == true' },
      });
    });

    it('refuses every move of a journey that has ended', async () => {
      await ledger.begin('move-6');
      await ledger.move('move-6', { targetStateId: 'PAYMENT_COLLECTOR' });
      await ledger.move('move-6', { targetStateId: 'COMPLETED' });
      const reply = await ledger.move('move-6', { targetStateId: 'IDENTIFY' });
      expect(reply.status).toBe(409);
      expect(reply.json()).toMatchObject({ code: 'JOURNEY_ENDED', journey: { status: 'COMPLETED', revision: 2 } });
    });

    it('records the trace of the request as the correlation of the event', async () => {
      await ledger.begin('move-7');
      const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
      const { 'x-request-id': requestId } = (
        await ledger.move('move-7', { targetStateId: 'IDENTIFY' }, { traceparent: `00-${trace}-00f067aa0ba902b7-01` })
      ).headers;
      expect(requestId).toEqual(expect.any(String));
      const feed = await ledger.events('/v1/events?after=start&sessionId=move-7', 2);
      expect(feed[1]?.data).toMatchObject({ correlationId: trace });
    });
  });

  describe('preconditions', () => {
    it.each([
      ['the tag of a reply', '"0"', 200],
      ['any tag', '*', 200],
      ['one of several tags', '"7", "0"', 200],
      ['a stale tag', '"7"', 412],
      ['a weak tag, which never matches', 'W/"0"', 412],
      ['tags of another server', '"abc","def"', 412],
    ])('If-Match with %s', async (name, header, status) => {
      const id = `match-${name.replace(/\W/g, '')}`;
      await ledger.begin(id);
      const reply = await ledger.move(id, { targetStateId: 'IDENTIFY' }, { 'if-match': header });
      expect(reply.status).toBe(status);
      if (status === 412) expect(reply.json()).toMatchObject({ code: 'REVISION_CONFLICT', journey: { revision: 0 } });
      expect(await journey(id)).toMatchObject({ revision: status === 200 ? 1 : 0 });
    });

    it('says 304 to a caller that has the journey already', async () => {
      await ledger.begin('none-match');
      const fresh = await ledger.get('/v1/journeys/none-match', { 'if-none-match': '"5"' });
      expect(fresh.status).toBe(200);
      for (const tag of ['"0"', 'W/"0"', '"9", "0"', '*']) {
        const reply = await ledger.get('/v1/journeys/none-match', { 'if-none-match': tag });
        expect({ status: reply.status, text: reply.text }).toEqual({ status: 304, text: '' });
      }
    });
  });

  describe('the other commands', () => {
    beforeAll(() => {
      const context = { cardLast4: '4711', cart: { a: 1, b: 2 } };
      return ledger.begin('others', { definitionVersion: 1, context, channel: 'voice' });
    });

    it('changes the context by a merge patch', async () => {
      const body = { cardLast4: null, cart: { a: null, c: 3 } };
      const headers = { 'content-type': 'application/merge-patch+json', 'idempotency-key': 'others-context' };
      const reply = await ledger.send('PATCH', '/v1/journeys/others/context', { body, headers });
      expect(reply.status).toBe(200);
      expect(reply.json()['context']).toEqual({ verified: false, fraudScore: 0, cart: { b: 2, c: 3 } });
      const again = await ledger.send('PATCH', '/v1/journeys/others/context', { body, headers });
      expect(again.json()).toMatchObject({ replayed: true, revision: 1 });
    });

    it('hands over to another channel', async () => {
      const reply = await ledger.post('/v1/journeys/others/channel', { channel: 'chat', conversationId: 'conv-2' });
      expect(reply.json()).toMatchObject({ channel: 'chat', events: [{ type: 'ChannelChanged' }] });
    });

    it('changes the deadline, and takes it away', async () => {
      const moved = await ledger.post('/v1/journeys/others/deadline', {
        deadline: '2026-11-02T11:00:00+01:00',
        reason: 'Customer asked for time',
      });
      expect(moved.json()).toMatchObject({ deadline: '2026-11-02T10:00:00.000Z' });
      const last = await ledger.post('/v1/journeys/others/deadline', { deadline: '9999-12-31T23:59:59Z' });
      expect(last.json()).toMatchObject({ outcome: 'ADVANCED', deadline: '9999-12-31T23:59:59.000Z' });
      const none = await ledger.post('/v1/journeys/others/deadline', { deadline: null });
      expect(none.json()).toMatchObject({ deadline: null, events: [{ data: { reason: 'No reason given.' } }] });
    });

    it('restarts, with a body or without', async () => {
      await ledger.move('others', { targetStateId: 'IDENTIFY' });
      const reply = await ledger.send('POST', '/v1/journeys/others/restart');
      expect(reply.status).toBe(200);
      expect(reply.json()).toMatchObject({ stateId: 'INTRO_WELCOME', previousStateId: 'IDENTIFY' });
      const withReason = await ledger.post('/v1/journeys/others/restart', { reason: 'Another product' });
      expect(withReason.json()).toMatchObject({ events: [{ data: { reason: 'Another product' } }] });
    });
  });

  describe('the past', () => {
    it('is shown by revision, by what was known, and by what had happened', async () => {
      await ledger.begin('past', { occurredAt: '2026-11-02T08:56:00Z' });
      await ledger.move('past', { targetStateId: 'IDENTIFY', occurredAt: '2026-11-02T08:59:00Z' });
      expect(await journey('past', '?asOfRevision=0')).toMatchObject({ stateId: 'INTRO_WELCOME', revision: 0 });
      expect(await journey('past', '?asOccurred=2026-11-02T08:58:00Z')).toMatchObject({ stateId: 'INTRO_WELCOME' });
      expect(await journey('past', '?asOccurred=2026-11-02T09:59:00%2B01:00')).toMatchObject({ stateId: 'IDENTIFY' });
      expect(await journey('past', '?asOf=2999-01-01T00:00:00Z')).toMatchObject({ stateId: 'IDENTIFY', revision: 1 });
      expect((await ledger.get('/v1/journeys/past?asOf=2001-01-01T00:00:00Z')).status).toBe(404);
      expect((await ledger.get('/v1/journeys/past?asOccurred=2026-10-01T00:00:00Z')).status).toBe(404);
    });
  });

  describe('time', () => {
    it('times a journey out by the first command after its deadline', async () => {
      await ledger.begin('late');
      clock.forward(2 * 60_000 + 1);
      const reply = await ledger.move('late', { targetStateId: 'IDENTIFY', expectedRevision: 0 });
      expect(reply.status).toBe(409);
      expect(reply.json()).toMatchObject({
        code: 'JOURNEY_EXPIRED',
        outcome: 'EXPIRED',
        stateId: 'ABORT_TIMEOUT',
        journey: { status: 'TIMED_OUT', revision: 1 },
      });
      expect((await ledger.get('/v1/journeys/late')).json()).toMatchObject({ status: 'TIMED_OUT', revision: 1 });
    });
  });

  describe('the read models', () => {
    it('show a timeline with dwell times and refused attempts', async () => {
      const sessionId = 'told';
      await ledger.begin(sessionId, { occurredAt: '2026-11-02T09:00:00Z' });
      const moved = await ledger.move(sessionId, {
        targetStateId: 'PAYMENT_COLLECTOR',
        occurredAt: '2026-11-02T09:00:48Z',
      });
      await ledger.move(sessionId, { targetStateId: 'IDENTIFY' });
      const entries = await ledger.timelineWith(sessionId, 3);
      expect(entries).toMatchObject([
        { type: 'JourneyStarted', revision: 0, from: null, to: 'INTRO_WELCOME', dwellMs: null, code: null },
        { type: 'JourneyTransitioned', revision: 1, position: moved.json()['position'], dwellMs: 48_000 },
        { type: 'CommandRejected', revision: null, to: 'IDENTIFY', code: 'TRANSITION_NOT_ALLOWED' },
      ]);
    });

    it('show in a timeline what the session was refused before its journey started', async () => {
      const sessionId = 'refused-first';
      const refused = await ledger.begin(sessionId, { commandId: 'too-early', context: { colour: 'red' } });
      expect(refused.status).toBe(422);
      await ledger.begin(sessionId, { commandId: 'in-time' });
      expect(await ledger.timelineWith(sessionId, 2)).toMatchObject([
        { type: 'CommandRejected', revision: null, commandId: 'too-early', code: 'CONTEXT_INVALID', from: null },
        { type: 'JourneyStarted', revision: 0, commandId: 'in-time', code: null },
      ]);
    });

    it('answer with at least the position that a reply gave', async () => {
      await ledger.begin('searched', { customerId: 'searched-for' });
      for (const target of ['IDENTIFY', 'VERIFICATION_FAILED', 'IDENTIFY']) {
        const position = String((await ledger.move('searched', { targetStateId: target })).json()['position']);
        const found = (await ledger.get(`/v1/journeys?customerId=searched-for&atLeast=${position}`)).json();
        expect(found).toMatchObject({ journeys: [{ sessionId: 'searched', stateId: target, position }] });
      }
    });

    it('page a search without losing or repeating a row', async () => {
      let position = '';
      const wanted = Array.from({ length: 7 }, (_, n) => `page-${n}`);
      for (const id of wanted) position = String((await ledger.begin(id, { channel: 'paging' })).json()['position']);
      const seen: unknown[] = [];
      let cursor = '';
      do {
        const page = (await ledger.get(`/v1/journeys?channel=paging&limit=3&atLeast=${position}${cursor}`)).json();
        const rows = page['journeys'] as { sessionId: string }[];
        expect(rows.length).toBeLessThanOrEqual(3);
        seen.push(...rows.map(({ sessionId }) => sessionId));
        const next = page['nextCursor'];
        cursor = typeof next === 'string' ? `&cursor=${encodeURIComponent(next)}` : '';
      } while (cursor !== '');
      expect([...seen].sort()).toEqual(wanted);
    });

    it('list open deadlines, earliest first', async () => {
      const position = String((await ledger.begin('due')).json()['position']);
      const { deadlines } = (await ledger.get(`/v1/deadlines?limit=1000&atLeast=${position}`)).json() as {
        deadlines: { sessionId: string; deadline: string }[];
      };
      expect(deadlines.map(({ sessionId }) => sessionId)).toContain('due');
      expect(deadlines.map(({ deadline }) => deadline)).toEqual(deadlines.map(({ deadline }) => deadline).sort());
      const none = await ledger.get('/v1/deadlines?dueBy=2001-01-01T00:00:00Z');
      expect(none.json()).toEqual({ deadlines: [] });
    });

    it('say how far they are', async () => {
      const position = String((await ledger.begin('lag')).json()['position']);
      await ledger.get(`/v1/journeys?atLeast=${position}`);
      const { projections } = (await ledger.get('/v1/projections')).json() as { projections: object[] };
      expect(projections.length).toBeGreaterThanOrEqual(3);
      for (const projection of projections)
        expect(projection).toMatchObject({ state: 'live', lag: 0, lastError: null });
    });

    it('refuse a position that the ledger has never given', async () => {
      const reply = await ledger.get('/v1/journeys?atLeast=999999999', { 'x-deadline-ms': '300' });
      expect([reply.status, reply.json()['code']]).toEqual([404, 'POSITION_NOT_FOUND']);
    });
  });

  describe('operations', () => {
    it('show health, metrics, and what a problem means', async () => {
      expect((await ledger.get('/health/live')).json()).toEqual({ status: 'ok' });
      expect((await ledger.get('/health/ready')).json()).toMatchObject({
        status: 'ok',
        details: { ledger: { status: 'up' } },
      });
      const metrics = (await ledger.get('/metrics')).text;
      expect(metrics).toMatch(/journey_commands_total\{command="StartJourney",outcome="CREATED"\} \d+/);
      expect(metrics).toMatch(
        /http_request_duration_seconds_count\{method="POST",route="\/v1\/journeys",status="201"\} \d+/,
      );
      expect(metrics).toMatch(/projection_lag_events\{projection="timeline"\} \d+/);
      expect((await ledger.get('/problems/guard-failed')).json()).toMatchObject({ code: 'GUARD_FAILED', status: 422 });
      expect((await ledger.get('/problems/none')).status).toBe(404);
    });
  });
});
