import { LedgerClient } from '@ledger/client';
import { RunningLedger, StandingClock } from '../support/running-ledger';

const MINUTE = 60_000;

describe('the search', () => {
  const clock = new StandingClock('2026-11-02T09:00:00.000Z');
  let ledger: RunningLedger;
  let last: string;

  /** Starts in one order, moves in another: first entered the state that it is in, b last. */
  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api,projector', REQUEST_BUDGET_MS: '30000' }, { clock });
    for (const sessionId of ['b', 'a', 'c']) {
      await ledger.begin(sessionId, { channel: 'voice', ...(sessionId === 'a' && { customerId: '=1+1' }) });
      clock.forward(10_000);
    }
    for (const sessionId of ['a', 'b']) {
      clock.forward(10_000);
      const reply = await ledger.move(sessionId, { targetStateId: 'PAYMENT_COLLECTOR' });
      last = String(reply.json()['position']);
    }
    clock.forward(10_000);
    last = String((await ledger.move('a', { targetStateId: 'COMPLETED' })).json()['position']);
  }, MINUTE);
  afterAll(() => ledger.remove());

  const ask = (query: string, headers: Readonly<Record<string, string>> = {}) =>
    ledger.get(`/v1/journeys?atLeast=${last}${query}`, headers);
  const ids = async (query: string): Promise<string> => {
    const { journeys } = (await ask(query)).json() as { journeys: { sessionId: string }[] };
    return journeys.map(({ sessionId }) => sessionId).join('');
  };

  it.each([
    ['', 'cab'],
    ['&sort=startedAt', 'bac'],
    ['&sort=-startedAt', 'cab'],
    ['&sort=enteredAt', 'cba'],
    ['&sort=-lastUpdatedAt', 'abc'],
    ['&sort=sessionId', 'abc'],
    ['&sort=deadline', 'cba'],
    ['&sort=-deadline', 'bca'],
    ['&sort=-sessionId&status=ACTIVE', 'cb'],
  ])('sorts: %s', async (query, expected) => {
    expect(await ids(query)).toBe(expected);
  });

  it('turns the pages of a sort, and refuses their cursor under another', async () => {
    const first = (await ask('&sort=-deadline&limit=2')).json() as { journeys: object[]; nextCursor: string };
    expect(first.journeys).toMatchObject([{ sessionId: 'b' }, { sessionId: 'c' }]);
    const cursor = `&limit=2&cursor=${encodeURIComponent(first.nextCursor)}`;
    expect((await ask(`&sort=-deadline${cursor}`)).json()).toEqual({
      journeys: [expect.objectContaining({ sessionId: 'a', deadline: null })],
    });
    for (const sort of ['', '&sort=deadline', '&sort=-enteredAt']) {
      expect((await ask(sort + cursor)).json()).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    }
  });

  it('gives the fields that are asked for and no others, of journeys and of a timeline', async () => {
    expect((await ask('&sort=sessionId&fields=sessionId,stateId,sessionId')).json()).toEqual({
      journeys: [
        { sessionId: 'a', stateId: 'COMPLETED' },
        { sessionId: 'b', stateId: 'PAYMENT_COLLECTOR' },
        { sessionId: 'c', stateId: 'INTRO_WELCOME' },
      ],
    });
    const timeline = await ledger.get(`/v1/journeys/b/timeline?fields=to,dwellMs&atLeast=${last}`);
    expect(timeline.json()).toEqual({
      sessionId: 'b',
      entries: [
        { to: 'INTRO_WELCOME', dwellMs: null },
        { to: 'PAYMENT_COLLECTOR', dwellMs: 50_000 },
      ],
    });
  });

  it.each([
    [
      '/v1/journeys?fields=sessionId,state',
      /there is no field "state"; the fields are sessionId, .*stateId.*, position\./,
    ],
    ['/v1/journeys?fields=', /fields must be a text/],
    ['/v1/journeys?fields=sessionId,', /there is no field ""/],
    ['/v1/journeys?fields=constructor', /there is no field "constructor"/],
    ['/v1/journeys/b/timeline?fields=sessionId', /the fields are type, revision, .*previousHash\./],
    ['/v1/journeys?sort=stateId', /sort must be one of startedAt, -startedAt, .*-sessionId;/],
    ['/v1/journeys?sort=+startedAt', /sort must be one of/],
    ['/v1/journeys?format=xml', /format must be one of json, csv; you sent the text "xml"\./],
  ])('refuses %s, and says what would be right', async (address, sentence) => {
    const reply = await ledger.get(address);
    expect(reply.status).toBe(400);
    expect(reply.json()).toMatchObject({
      code: 'VALIDATION_FAILED',
      detail: expect.stringMatching(sentence) as string,
    });
  });

  it('gives CSV to those who ask for it, and the address of the next page', async () => {
    const reply = await ask('&sort=sessionId&fields=sessionId,customerId,overdue,context&limit=2&format=csv');
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(reply.headers['vary']).toBe('accept');
    expect(reply.text.split('\r\n')).toEqual([
      'sessionId,customerId,overdue,context',
      expect.stringMatching(/^a,'=1\+1,false,"\{.*""verified"":false.*\}"$/),
      expect.stringMatching(/^b,,false,"\{.*\}"$/),
      '',
    ]);
    const [, next = ''] = /^<(\/v1\/journeys\?.*)>; rel="next"$/.exec(String(reply.headers['link'])) ?? [];
    const rest = await ledger.get(next);
    expect(rest.text).toMatch(/^sessionId,customerId,overdue,context\r\nc,,false,"\{.*\}"\r\n$/);
    expect(rest.headers).not.toHaveProperty('link');
  });

  it('goes by Accept where no format is given, and answers problems as ever', async () => {
    const csv = await ask('&fields=sessionId&sort=sessionId', { accept: 'text/csv' });
    expect(csv.text).toBe('sessionId\r\na\r\nb\r\nc\r\n');
    const whole = await ask('', { accept: 'text/csv' });
    expect(whole.text.split('\r\n')[0]).toBe(
      'sessionId,definitionId,definitionVersion,status,stateId,previousStateId,revision,enteredAt,startedAt,' +
        'lastUpdatedAt,deadline,overdue,channel,customerId,context,position',
    );
    const json = await ask('&format=json', { accept: 'text/csv' });
    expect(json.json()['journeys']).toHaveLength(3);
    const problem = await ask('&limit=0', { accept: 'text/csv' });
    expect(problem.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it('answers the client the same way', async () => {
    const client = new LedgerClient({ url: ledger.url });
    const page = await client.search({ sort: '-deadline', fields: ['sessionId', 'deadline'], atLeast: last });
    const rows: readonly { sessionId: string; deadline: string | null }[] = page.journeys;
    expect(rows.map(({ sessionId }) => sessionId)).toEqual(['b', 'c', 'a']);
    expect(Object.keys(rows[0] ?? {})).toEqual(['sessionId', 'deadline']);
    const seen: string[] = [];
    for await (const { sessionId } of client.searchAll({ sort: 'startedAt', fields: ['sessionId'], limit: 1 })) {
      seen.push(sessionId);
    }
    expect(seen).toEqual(['b', 'a', 'c']);
    const { entries } = await client.timeline('a', { fields: ['to'] });
    expect(entries.map(({ to }) => to)).toEqual(['INTRO_WELCOME', 'PAYMENT_COLLECTOR', 'COMPLETED']);
  });
});
