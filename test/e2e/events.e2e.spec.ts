import { request } from 'node:http';
import { type Reply, RunningLedger, serverSentEvent } from '../support/running-ledger';

describe('GET /v1/events', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api,projector', HEARTBEAT_MS: '100' });
    for (const id of ['feed-1', 'feed-2']) {
      await ledger.begin(id);
      await ledger.move(id, { targetStateId: 'PAYMENT_COLLECTOR' });
    }
    await ledger.move('feed-1', { targetStateId: 'IDENTIFY' });
  });
  afterAll(() => ledger.remove());

  it('gives the whole ledger from the start, in order', async () => {
    const events = await ledger.events('/v1/events?after=start', 4);
    expect(events.map(({ event, data }) => [event, data['id']])).toEqual([
      ['JourneyStarted', 'feed-1'],
      ['JourneyTransitioned', 'feed-1'],
      ['JourneyStarted', 'feed-2'],
      ['JourneyTransitioned', 'feed-2'],
    ]);
    expect(events[1]?.data).toMatchObject({
      position: events[1]?.id,
      type: 'JourneyTransitioned',
      category: 'journey',
      revision: 1,
      actor: { subject: 'anonymous', kind: 'caller' },
      data: { from: 'INTRO_WELCOME', to: 'PAYMENT_COLLECTOR' },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  it('continues after Last-Event-ID, with no event lost or repeated', async () => {
    const [first, ...others] = await ledger.events('/v1/events?after=start', 4);
    const resumed = await ledger.events('/v1/events?after=start', 3, { 'last-event-id': String(first?.id) });
    expect(resumed).toEqual(others);
  });

  it.each([
    ['type=JourneyStarted', ['feed-1', 'feed-2']],
    ['sessionId=feed-2', ['feed-2', 'feed-2']],
    ['type=JourneyTransitioned,ContextChanged&sessionId=feed-2', ['feed-2']],
    ['category=definition', ['CustomerJourneyState', 'CustomerJourneyState']],
    [
      'category=journey,definition',
      ['CustomerJourneyState', 'CustomerJourneyState', 'feed-1', 'feed-1', 'feed-2', 'feed-2'],
    ],
    ['definitionId=CustomerJourneyState', ['feed-1', 'feed-1', 'feed-2', 'feed-2']],
    ['definitionId=CustomerJourneyState&category=definition', ['CustomerJourneyState', 'CustomerJourneyState']],
    ['definitionId=Unknown&category=journey,definition', []],
  ])('filters by %s', async (query, ids) => {
    const { text } = await streamed(`/v1/events?after=start&${query}`, ': caught up');
    const events = text.split('\n\n').flatMap(serverSentEvent);
    expect(events.map(({ data }) => data['id'])).toEqual(ids);
  });

  it('shows refused attempts on request', async () => {
    await ledger.timelineWith('feed-1', 3);
    const [attempt] = await ledger.events('/v1/events?after=start&category=attempt', 1);
    expect(attempt).toMatchObject({
      event: 'CommandRejected',
      data: { id: 'feed-1', data: { code: 'TRANSITION_NOT_ALLOWED' } },
    });
  });

  it('gives what comes from now on, live', async () => {
    const coming = new Promise<string>((resolve, reject) => {
      const call = request(`${ledger.url}/v1/events?sessionId=live`, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          if (text.includes(': caught up') && !text.includes('data:')) void ledger.begin('live').catch(reject);
          if (!text.includes('data:')) return;
          call.destroy();
          resolve(text);
        });
      });
      call.on('error', (error) => (call.destroyed ? undefined : reject(error)));
      call.end();
    });
    const text = await coming;
    expect(text).toContain('event: JourneyStarted');
    expect(text).not.toContain('feed-1');
  });

  /** What comes until a text does, and the headers. */
  const streamed = (path: string, until: string, headers: Record<string, string> = {}) =>
    new Promise<{ text: string; headers: object }>((resolve, reject) => {
      const call = request(ledger.url + path, { headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          if (!text.includes(until)) return;
          call.destroy();
          resolve({ text, headers: response.headers });
        });
      });
      call.on('error', (error) => (call.destroyed ? undefined : reject(error)));
      call.end();
    });

  it('keeps the connection by comments, and moves the mark past what is filtered out', async () => {
    const { text, headers } = await streamed('/v1/events?after=start&type=Nothing', ': heartbeat');
    expect(headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    expect(text).toMatch(/^id: start\n: connected\n\nid: (\d+)\n: caught up\n\nid: \1\n: heartbeat\n\n/);
    expect(text).not.toContain('data:');
  });

  it('says on connecting where it begins, so that a stream which breaks before its first event has no gap', async () => {
    const { text } = await streamed('/v1/events?type=JourneyStarted', ': connected');
    const id = /^id: (\d+)\n: connected\n\n/.exec(text)?.[1] ?? '';
    await ledger.begin('gap');
    const [event] = await ledger.events('/v1/events?type=JourneyStarted', 1, { 'last-event-id': id });
    expect(event?.data).toMatchObject({ id: 'gap' });
    const again = await streamed('/v1/events', ': connected', { 'last-event-id': String(event?.id) });
    expect(again.text).toContain(`id: ${event?.id}\n: connected`);
    const whole = await ledger.events('/v1/events', 1, { 'last-event-id': 'start' });
    expect(whole).toMatchObject([{ data: { id: 'feed-1' } }]);
  });

  it.each([
    ['Last-Event-ID beyond the end', '/v1/events', { 'last-event-id': '99999999' }],
    ['Last-Event-ID of another kind of store', '/v1/events', { 'last-event-id': '5/5' }],
    ['after beyond the end', '/v1/events?after=99999999', {}],
    ['atLeast beyond the end', '/v1/journeys?atLeast=99999999', { 'x-deadline-ms': '300' }],
  ])('refuses %s', async (_what, path, headers) => {
    const reply = await ledger.get(path, headers);
    expect(reply.status).toBe(404);
    expect(reply.json()).toMatchObject({
      code: 'POSITION_NOT_FOUND',
      detail: expect.stringMatching(/^This ledger has no position [\d/]+; it ends at \d+\./) as string,
      position: expect.any(String) as string,
      end: expect.stringMatching(/^\d+$/) as string,
    });
  });

  it.each([
    ['in all', { EVENTS_MAX_FOLLOWERS: '1' }, /^1 connections follow events \(EVENTS_MAX_FOLLOWERS\); close one/],
    ['of one key', { EVENTS_MAX_FOLLOWERS_PER_KEY: '1' }, /^anonymous follows events on 1 connections .*; close one/],
  ])('refuses more followers than are allowed %s, and ends the others when it stops', async (_what, limit, detail) => {
    const other = await RunningLedger.start({ ROLES: 'api', ...limit });
    const refused = new Promise<Reply>((resolve, reject) => {
      const call = request(`${other.url}/v1/events`, (response) => {
        response.resume().once('data', () => void other.get('/v1/events').then(resolve, reject));
        response.on('end', () => ended.push(response.complete));
      });
      call.on('error', reject);
      call.end();
    });
    const ended: boolean[] = [];
    const reply = await refused;
    expect(reply.status).toBe(429);
    expect(reply.headers['retry-after']).toBe('10');
    expect(reply.json()).toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      detail: expect.stringMatching(detail) as string,
    });
    await other.remove();
    expect(ended).toEqual([true]);
  });
});
