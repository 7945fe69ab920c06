import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { hashOfKey, SCOPES } from '@ledger/access';
import { StoreUnavailableError } from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { JOURNEYS_READ } from '@ledger/journey';
import { run } from '../../../apps/cli/src/run';
import { readApiDocument } from '../../support/api-document';
import { RunningLedger } from '../../support/running-ledger';
import { until } from '../../support/until';
import { as, begun, caughtUp, CUSTOMER, KEYS, READS, SECRET_NOTE, send } from './audited-reads';

const MOVE = { targetStateId: 'DONE', reason: 'x' };

async function cli(args: readonly string[], env: Record<string, string>): Promise<string> {
  const texts: string[] = [];
  const out = new Writable({ write: (chunk, _, done) => done(void texts.push(String(chunk))) });
  const terminal = { out, err: new PassThrough().resume(), in: Readable.from([]), env, now: () => new Date() };
  expect(await run(args, terminal)).toBe(0);
  return texts.join('');
}

interface Access {
  readonly subject: string;
  readonly clientId: string | null;
  readonly route: string;
  readonly times: number;
  readonly sessionIds: readonly string[] | null;
  readonly query: { readonly hash: string; readonly count?: number } | null;
  readonly purpose: string | null;
}

/** The record once it holds so many reads that a query finds: they are recorded after their answers. */
function accesses(ledger: RunningLedger, query: string, count: number): Promise<readonly Access[]> {
  return until(
    () => listed(ledger, query, as('root')),
    ({ length }) => length >= count,
  );
}

async function listed(
  ledger: RunningLedger,
  query: string,
  headers: Record<string, string>,
): Promise<readonly Access[]> {
  const reply = await ledger.get(`/v1/audit/accesses?${query}`, headers);
  expect(reply.status).toBe(200);
  return (reply.json() as unknown as { readonly accesses: readonly Access[] }).accesses;
}

/** Once one of these reads was recorded with that purpose. */
async function recordedFor(ledger: RunningLedger, purpose: string, query: string): Promise<void> {
  await until(async () => (await listed(ledger, query, as('root'))).some((one) => one.purpose === purpose));
}

async function read(ledger: RunningLedger, route: string, headers: Record<string, string>): Promise<string> {
  const { path = '/' } = READS[route] ?? {};
  if (route === 'Events.stream') return JSON.stringify(await ledger.events(path, 1, headers));
  const reply = await send(ledger, route, headers);
  expect([route, reply.status]).toEqual([route, 200]);
  return reply.text;
}

describe('the record of who read what', () => {
  let ledger: RunningLedger;
  const purposeOf = (route: string): string => `Why ${route}`;
  beforeAll(async () => {
    ledger = await begun();
    await caughtUp(ledger);
    // One after the other here: what is read is written a second later.
    for (const route of Object.keys(READS)) await read(ledger, route, as('auditor', { 'x-purpose': purposeOf(route) }));
  });
  afterAll(() => ledger.remove());

  it('is asked for by calls that are named in the API document, and no call is left out here', () => {
    const named = Object.values(readApiDocument().paths).flatMap((operations) =>
      Object.values(operations).flatMap((operation) =>
        operation['x-audited-read'] === true ? [operation.operationId] : [],
      ),
    );
    expect([...named].sort()).toEqual(Object.keys(READS).sort());
  });

  it.each(Object.keys(READS))('has one entry of %s: who, what and why', async (route) => {
    const found = (await accesses(ledger, `subject=auditor&route=${route}`, 1)).filter(
      ({ purpose }) => purpose === purposeOf(route),
    );
    const { sessionIds = null, count } = READS[route] ?? {};
    const isOfOne = sessionIds?.length === 1 && count === undefined;
    expect(found).toEqual([
      expect.objectContaining({ subject: 'auditor', clientId: 'auditor', route, times: 1, sessionIds }),
    ]);
    if (isOfOne) expect(found[0]?.query).toBeNull();
    else
      expect(found[0]?.query).toEqual({
        hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        ...(count !== undefined && { count }),
      });
  });

  it('counts the same read within a second in one entry, and finds reads by journey and time', async () => {
    for (let turn = 0; turn < 5; turn++) await read(ledger, 'Journeys.read', as('flow'));
    const found = await accesses(ledger, 'subject=flow&sessionId=call-1', 1);
    expect(found.reduce((sum, { times }) => sum + times, 0)).toBe(5);
    expect(await accesses(ledger, 'subject=flow&sessionId=call-2', 0)).toEqual([]);
    expect(await accesses(ledger, 'subject=flow&to=2020-01-01T00:00:00Z', 0)).toEqual([]);
    expect(await accesses(ledger, 'subject=flow&from=2100-01-01T00:00:00Z', 0)).toEqual([]);
  });

  it('gives its pages without a gap, newest first', async () => {
    const all = await accesses(ledger, 'subject=auditor', Object.keys(READS).length);
    const paged: Access[] = [];
    for (let cursor = ''; ;) {
      const reply = await ledger.get(`/v1/audit/accesses?subject=auditor&limit=3${cursor}`, as('root'));
      const { accesses: rows, nextCursor } = reply.json() as unknown as { accesses: Access[]; nextCursor?: string };
      paged.push(...rows);
      if (nextCursor === undefined) break;
      cursor = `&cursor=${nextCursor}`;
    }
    expect(paged).toEqual(all);
    const other = await ledger.get(`/v1/audit/accesses?subject=auditor&limit=3`, as('root'));
    const { nextCursor } = other.json() as { nextCursor: string };
    expect((await ledger.get(`/v1/audit/accesses?cursor=${nextCursor}`, as('root'))).status).toBe(400);
  });

  it('says on the command line that a limit may leave some out', async () => {
    const env = { LEDGER_URL: ledger.url, LEDGER_API_KEY: 'root' };
    const listed = (limit: string) => cli(['accesses', '--subject', 'auditor', '--limit', limit], env);
    expect(await listed('3')).toMatch(/\nthere may be more: raise --limit\n$/);
    expect(await listed('1000')).not.toContain('raise --limit');
  });

  it('holds no value that was read or asked for, and no secret', async () => {
    await accesses(ledger, 'subject=auditor', Object.keys(READS).length);
    const store = await SqliteEventStore.open({ path: join(ledger.dataDir, 'ledger.db'), readOnly: true });
    const types = new Set<string>();
    let text = '';
    for await (const event of store.readAll({ categories: ['access.default'] })) {
      types.add(event.type);
      text += event.data + event.metadata;
    }
    await store.close();
    // The neighbour tenant of each ledger under test was opened.
    expect([...types]).toEqual(['TenantOpened', JOURNEYS_READ]);
    expect(text).toContain('"subject":"auditor"');
    for (const secret of [CUSTOMER, SECRET_NOTE, hashOfKey('auditor')]) expect(text).not.toContain(secret);
  });

  it('has nothing of what was not found, was refused, or has not changed', async () => {
    const { headers } = await ledger.get('/v1/journeys/call-2', as('flow'));
    expect((await ledger.get('/v1/journeys/call-9', as('flow'))).status).toBe(404);
    expect(
      (await ledger.get('/v1/journeys/call-2', as('flow', { 'if-none-match': String(headers.etag) }))).status,
    ).toBe(304);
    expect((await ledger.post('/v1/flow/status', { sessionId: 'call-9' }, as('flow'))).json()).toMatchObject({
      outcome: 'NOT_FOUND',
    });
    expect(await accesses(ledger, 'subject=flow&sessionId=call-2', 1)).toMatchObject([{ times: 1 }]);
    expect(await accesses(ledger, 'subject=flow&sessionId=call-9', 0)).toEqual([]);
  });

  it('has HEAD, whose tag and length tell of a journey', async () => {
    expect((await ledger.send('HEAD', '/v1/journeys/call-1', { headers: as('header') })).status).toBe(200);
    expect(await accesses(ledger, 'subject=header', 1)).toMatchObject([
      { route: 'Journeys.read', sessionIds: ['call-1'], times: 1 },
    ]);
  });

  it.each<[string, string, string, object, Record<string, string>, number]>([
    ['Journeys.start', 'POST', '/v1/journeys', { sessionId: 'call-2', definitionId: 'Desk' }, {}, 200],
    ['Journeys.context', 'PATCH', '/v1/journeys/call-2/context', {}, {}, 200],
    ['Journeys.move', 'POST', '/v1/journeys/call-2/move', MOVE, { 'if-match': 'W/"0"' }, 412],
    ['Journeys.removeAlias', 'DELETE', '/v1/journeys/call-2/aliases/crm:1', {}, {}, 200],
    ['Flow.ensure', 'POST', '/v1/flow/ensure', { sessionId: 'call-2', definitionId: 'Desk' }, {}, 200],
    ['Flow.context', 'POST', '/v1/flow/context', { sessionId: 'call-2' }, {}, 200],
    [
      ...(['Records.update', 'PUT', '/api/v2/datastores/Desk/records/call-2'] as const),
      ...([{ value: { stateId: 'WELCOME' } }, { 'if-match': 'W/"0"' }, 412] as const),
    ],
  ])('has the answer of %s that gives a journey as it stands, and changes nothing', async (...given) => {
    const [route, method, path, sent, more, status] = given;
    const body = method === 'DELETE' ? undefined : sent;
    const reply = await ledger.send(method, path, { body, headers: as('idle', more) });
    expect([reply.status, reply.text]).toEqual([status, expect.stringContaining('WELCOME')]);
    expect(await accesses(ledger, `subject=idle&route=${route}`, 1)).toMatchObject([
      { sessionIds: ['call-2'], query: null, times: 1 },
    ]);
  });

  it('has the first answer of a command that is given again, and the command itself once', async () => {
    const start = { sessionId: 'call-3', definitionId: 'Desk', commandId: 'start-3' };
    expect((await ledger.post('/v1/journeys', start, as('again'))).status).toBe(201);
    expect((await ledger.post('/v1/journeys', start, as('again'))).json()).toMatchObject({ replayed: true });
    expect(await accesses(ledger, 'subject=again', 1)).toMatchObject([{ route: 'Journeys.start', times: 1 }]);
  });

  it('is another one for each tenant', async () => {
    const key = { name: 'acme-lead', owner: 'Acme', scopes: [...SCOPES] };
    const secret = (await ledger.post('/v1/keys?tenant=acme', key, as('root'))).json()['secret'] as string;
    expect((await ledger.get('/v1/audit/accesses', as(secret))).json()).toMatchObject({ accesses: [] });
    await ledger.get('/v1/journeys', as(secret));
    const found = await until(
      () => listed(ledger, '', as(secret)),
      ({ length }) => length > 0,
    );
    expect(new Set(found.map(({ subject }) => subject))).toEqual(new Set(['acme-lead']));
    expect(await accesses(ledger, 'subject=acme-lead', 0)).toEqual([]);
  });

  it('is listed by the command line, from the server and from the ledger itself', async () => {
    const env = { LEDGER_URL: ledger.url, LEDGER_API_KEY: 'flow', LEDGER_PURPOSE: 'Rücksprache' };
    await cli(['show', 'call-2'], env);
    await recordedFor(ledger, 'Rücksprache', 'sessionId=call-2');
    for (const from of [[], ['--data-dir', ledger.dataDir]]) {
      const filter = ['accesses', '--session', 'call-2', '--subject', 'flow', '--route', 'Journeys.read', ...from];
      const text = await cli([...filter, '--limit', '1'], env);
      expect(text.split('\n')[1]).toMatch(/ +1 +flow +Journeys\.read +call-2 +Rücksprache$/);
      const json = JSON.parse(await cli([...filter, '--json'], env)) as { accesses: object[] };
      expect(json.accesses[0]).toMatchObject({ subject: 'flow', sessionIds: ['call-2'], purpose: 'Rücksprache' });
      expect(await cli(['accesses', '--session', 'nothing', ...from], env)).toBe('No read is recorded.\n');
    }
  });

  it('takes a purpose of 1 to 200 characters without card data', async () => {
    for (const purpose of [' ', 'x'.repeat(201)]) {
      const reply = await ledger.get('/v1/journeys/call-1', as('flow', { 'x-purpose': purpose }));
      expect([reply.status, reply.json()['code']]).toEqual([400, 'VALIDATION_FAILED']);
    }
    const card = as('flow', { 'x-purpose': 'card 4111 1111 1111 1111' });
    const refused = await ledger.get('/v1/journeys/call-1/timeline', card);
    expect([refused.status, refused.json()['code']]).toEqual([422, 'CARD_DATA_REFUSED']);
    expect((await ledger.post('/v1/flow/status', { sessionId: 'call-1' }, card)).json()).toMatchObject({
      outcome: 'REJECTED',
      reasonCode: 'CARD_DATA_REFUSED',
      stateId: '',
    });
    const umlaut = Buffer.from('Rückfrage').toString('latin1');
    await ledger.get('/v1/journeys/call-1', as('flow', { 'x-purpose': umlaut }));
    await recordedFor(ledger, 'Rückfrage', 'subject=flow');
  });
});

describe('reads that are required to be recorded', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await begun({ AUDIT_READS: 'required' });
    await caughtUp(ledger);
  });
  afterAll(() => ledger.remove());
  afterEach(() => jest.restoreAllMocks());

  it('are recorded once they are answered', async () => {
    for (const route of Object.keys(READS)) {
      await read(ledger, route, as('auditor'));
      const reply = await ledger.get(`/v1/audit/accesses?subject=auditor&route=${route}`, as('root'));
      expect([route, (reply.json() as { accesses: object[] }).accesses]).toEqual([route, [expect.anything()]]);
    }
  });

  const withoutRecord = (): void => {
    const append = Reflect.get(SqliteEventStore.prototype, 'append');
    jest.spyOn(SqliteEventStore.prototype, 'append').mockImplementation(function (this: SqliteEventStore, ...given) {
      const isRead = given[0].includes('-reads.');
      return isRead ? Promise.reject(new StoreUnavailableError('The disk is away.')) : append.apply(this, given);
    });
  };

  it.each(Object.keys(READS))('are refused while they cannot be recorded: %s', async (route) => {
    withoutRecord();
    const reply = await send(ledger, route, as('flow'));
    if (route === 'Flow.status') {
      expect(reply.json()).toMatchObject({ outcome: 'UNAVAILABLE', reasonCode: 'READ_NOT_RECORDED', stateId: '' });
    } else {
      expect([reply.status, reply.json()['code']]).toEqual([503, 'READ_NOT_RECORDED']);
      expect(reply.headers).toMatchObject({
        'content-type': expect.stringContaining('problem+json') as string,
        'retry-after': '1',
      });
      expect(reply.headers.etag).toBeUndefined();
    }
    for (const value of [SECRET_NOTE, CUSTOMER, 'newDeadline', 'stateId":"W']) expect(reply.text).not.toContain(value);
    jest.restoreAllMocks();
    await read(ledger, route, as('flow'));
  });

  it('are also commands that give a journey and change nothing', async () => {
    withoutRecord();
    const start = { sessionId: 'call-1', definitionId: 'Desk' };
    const refused = await ledger.post('/v1/journeys', start, as('flow'));
    expect([refused.status, refused.json()['code']]).toEqual([503, 'READ_NOT_RECORDED']);
    const told = (await ledger.post('/v1/flow/ensure', start, as('flow'))).json();
    expect(told).toMatchObject({ outcome: 'UNAVAILABLE', reasonCode: 'READ_NOT_RECORDED', stateId: '' });
    expect(refused.text + JSON.stringify(told)).not.toContain('WELCOME');
    const changed = await ledger.post('/v1/journeys/call-2/transitions', { targetStateId: 'DONE' }, as('flow'));
    expect(changed.status).toBe(200);
  });
});

describe('the record of reads at a stop', () => {
  it('holds what was answered before it', async () => {
    const ledger = await begun();
    await read(ledger, 'Journeys.read', as('auditor'));
    await ledger.stop();
    const again = await RunningLedger.start({ AUTH_MODE: 'api-key', API_KEYS: KEYS, DATA_DIR: ledger.dataDir });
    expect(await accesses(again, 'subject=auditor', 0)).toMatchObject([{ route: 'Journeys.read' }]);
    await again.remove();
  });

  it('is empty where no credentials are asked for, unless it is asked for', async () => {
    const ledger = await RunningLedger.start();
    await ledger.begin('call-1');
    await ledger.get('/v1/journeys/call-1');
    await ledger.stop();
    const again = await RunningLedger.start({ DATA_DIR: ledger.dataDir, AUDIT_READS: 'required' });
    expect((await again.get('/v1/audit/accesses')).json()).toMatchObject({ accesses: [] });
    await again.get('/v1/journeys/call-1');
    expect((await again.get('/v1/audit/accesses?route=Journeys.read')).json()).toMatchObject({
      accesses: [{ subject: 'anonymous', clientId: null, sessionIds: ['call-1'] }],
    });
    await again.remove();
  });
});
