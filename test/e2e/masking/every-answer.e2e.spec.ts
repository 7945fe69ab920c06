import { readApiDocument, type Parameter } from '../../support/api-document';
import { runCli } from '../../support/cli';
import { parquetText } from '../../support/parquet-text';
import type { RunningLedger } from '../../support/running-ledger';
import { callbackLedger, CONTEXT, DESK, filled, MASKED, PLANT, sandboxOf, SHOWN, WHOLE } from './callback-ledger';

type Headers = Readonly<Record<string, string>>;

/** Every GET of the API document, but for those of administrators, who see personal data. */
const READS = Object.entries(readApiDocument().paths).flatMap(([path, { get }]) =>
  get === undefined || get['x-required-scopes']?.join() === 'admin' ? [] : [{ path, parameters: get.parameters ?? [] }],
);

/** They never end: see below. */
const STREAMS = new Set(['/v1/events', '/v1/live/counts']);

/** What a caller with the scope finds the planted value in; all others have none to show. */
const WITH_PERSONAL = new Set([
  '/api/v2/datastores/{datastoreId}/records/{sessionId}',
  '/v1/journeys',
  '/v1/journeys/{sessionId}',
  '/v1/journeys/{sessionId}/timeline',
  '/v1/journeys/{sessionId}/revisions',
  '/v1/customers/{customerId}/journeys',
  '/v1/operations',
  '/v1/operations/{operationId}',
  '/v1/exports/timeline.csv',
  '/v1/exports/timeline.parquet',
  '/v1/exports/log.xes',
  '/v1/exports/log.ocel.json',
  '/v1/exports/events.cloudevents.ndjson',
  '/v1/sandboxes/{sandboxId}',
  '/v1/sandboxes/{sandboxId}/timeline',
]);

/** Whether a journey counts as slow is a matter of time. */
const OF_THE_MOMENT = new Set(['/v1/operations/stuck']);

describe('every answer to a caller without personal.read', () => {
  let ledger: RunningLedger;
  let ids: Readonly<Record<string, string>> = {};
  const sandboxes = new Map<Headers, string>();
  beforeAll(async () => {
    ledger = await callbackLedger();
    ids = await filled(ledger);
    await ledger.timelineWith('mask-1', 5, DESK);
    sandboxes.set(DESK, await sandboxOf(ledger, DESK)).set(WHOLE, await sandboxOf(ledger, WHOLE));
  });
  afterAll(() => ledger.remove());

  const addressOf = (path: string, parameters: readonly Parameter[], caller: Headers): string => {
    const query = new URLSearchParams();
    const between = path.endsWith('/diff')
      ? { from: '1', to: '2' }
      : { from: '2026-01-01T00:00:00Z', to: '2026-12-31T00:00:00Z' };
    const own = { sandboxId: sandboxes.get(caller) ?? '' };
    const values: Readonly<Record<string, string>> = { ...ids, ...own, ...between };
    for (const { name, in: place, required } of parameters) {
      if (place === 'query' && required === true) query.set(name, values[name] ?? name);
    }
    const filledIn = path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name);
    return query.size === 0 ? filledIn : `${filledIn}?${query.toString()}`;
  };

  /** The body as text; a table of Parquet as the JSON of its rows. */
  async function bodyOf(path: string, address: string, headers: Headers): Promise<string> {
    if (path.endsWith('.parquet')) return parquetText(ledger.url + address, headers);
    const reply = await ledger.get(address, headers);
    expect([address, reply.status]).toEqual([address, 200]);
    return reply.text;
  }

  it.each(READS.filter(({ path }) => !STREAMS.has(path)))('is without personal data: GET $path', async (read) => {
    const { path } = read;
    const masked = await bodyOf(path, addressOf(path, read.parameters, DESK), DESK);
    expect(masked).not.toContain(PLANT);
    if (OF_THE_MOMENT.has(path)) return;
    const whole = await bodyOf(path, addressOf(path, read.parameters, WHOLE), WHOLE);
    expect([path, whole.includes(PLANT)]).toEqual([path, WITH_PERSONAL.has(path)]);
    // What was left out is named where it was.
    expect([path, masked.includes('masked')]).toEqual([path, WITH_PERSONAL.has(path)]);
    expect([path, whole.includes('masked')]).toEqual([path, false]);
  });

  it('is a table without it, too', async () => {
    const table = await ledger.get('/v1/journeys?format=csv&fields=sessionId,context', DESK);
    expect(table.text).toContain('sessionId,context,masked');
    expect(table.text).not.toContain(PLANT);
    const chosen = (await ledger.get('/v1/journeys?fields=context&definitionId=Callback&limit=1', DESK)).json();
    expect(chosen).toMatchObject({ journeys: [{ masked: MASKED }] });
    expect((await ledger.get('/v1/journeys?format=csv', WHOLE)).text).not.toContain('masked');
  });

  it('is a stream of events without it, beside a whole one', async () => {
    const path = '/v1/events?after=start&category=journey,attempt,operation&definitionId=Callback';
    const [masked, whole] = await Promise.all([ledger.events(path, 6, DESK), ledger.events(path, 6, WHOLE)]);
    expect(JSON.stringify(masked)).not.toContain(PLANT);
    expect(JSON.stringify(whole)).toContain(PLANT);
    expect(masked.map(({ id, event }) => [id, event])).toEqual(whole.map(({ id, event }) => [id, event]));
    expect(masked[0]?.data['data']).toMatchObject({ context: { customer: { tier: 'gold' } }, masked: MASKED });
    const operations = await ledger.events('/v1/events?after=start&category=operation', 1, DESK);
    expect(operations[0]?.data['data']).toMatchObject({
      target: { set: { customer: {} }, masked: MASKED.slice(0, 2) },
    });
  });

  it('is one without it of events that come while it is read', async () => {
    await ledger.post('/v1/journeys', { sessionId: 'mask-live', definitionId: 'Callback' }, DESK);
    const next = (headers: Headers) => ledger.events('/v1/events?sessionId=mask-live', 1, headers);
    let times = 0;
    const [masked, whole] = await untilSeen([next(DESK), next(WHOLE)], () => {
      const body = { phone: `${PLANT} ${(times += 1)}` };
      return ledger.send('PATCH', '/v1/journeys/mask-live/context', { body, headers: DESK });
    });
    expect(JSON.stringify(masked)).not.toContain(PLANT);
    expect(JSON.stringify(masked)).toContain('"masked":["phone"]');
    expect(JSON.stringify(whole)).toContain(PLANT);
  });

  it('says of the why of each target nothing that is personal', async () => {
    const dryRun = await ledger.post('/v1/journeys/mask-2/dry-run', { event: 'GO', context: { phone: PLANT } }, DESK);
    expect(dryRun.text).not.toContain(PLANT);
    expect(dryRun.json()).toMatchObject({ outcome: 'ADVANCED' });
  });

  it('has a tag of its own, which is as good a lock', async () => {
    const masked = await ledger.get('/v1/journeys/mask-1', DESK);
    const whole = await ledger.get('/v1/journeys/mask-1', WHOLE);
    expect(masked.json()).toMatchObject({ context: SHOWN, masked: MASKED });
    expect(masked.headers.etag).toBe(`${whole.headers.etag?.slice(0, -1) ?? ''}.masked"`);
    const tags = { 'if-none-match': masked.headers.etag ?? '' };
    expect((await ledger.get('/v1/journeys/mask-1', { ...DESK, ...tags })).status).toBe(304);
    expect((await ledger.get('/v1/journeys/mask-1', { ...WHOLE, ...tags })).status).toBe(200);
    const stale = await ledger.move('mask-1', { targetStateId: 'DONE' }, { ...DESK, 'if-match': '"0.masked"' });
    expect([stale.status, stale.text.includes(PLANT)]).toEqual([412, false]);
    const lock = { 'if-match': masked.headers.etag ?? '' };
    const patched = await ledger.send('PATCH', '/v1/journeys/mask-1/context', {
      body: { verified: true },
      headers: { ...DESK, ...lock },
    });
    expect(patched.status).toBe(200);
    expect(patched.text).not.toContain(PLANT);
  });

  it('is masked where a command is answered again', async () => {
    const again = { sessionId: 'mask-1', definitionId: 'Callback', definitionVersion: 1, customerId: 'c-1' };
    const body = { ...again, commandId: 'start-1', channel: 'voice', context: CONTEXT };
    const masked = await ledger.post('/v1/journeys', body, DESK);
    expect(masked.json()).toMatchObject({ replayed: true, masked: MASKED });
    expect(masked.text).not.toContain(PLANT);
    const whole = await ledger.post('/v1/journeys', body, WHOLE);
    expect(whole.json()).toMatchObject({ replayed: true, context: { phone: PLANT } });
    const refused = await ledger.move('mask-1', { targetStateId: 'LOST', commandId: 'lost' }, DESK);
    expect(refused.json()).toMatchObject({ replayed: true, code: 'GUARD_FAILED' });
    expect(refused.text).not.toContain(PLANT);
  });

  it('is a flat one for flows, with the names as text', async () => {
    const status = await ledger.post('/v1/flow/status', { sessionId: 'mask-1' }, DESK);
    expect(status.text).not.toContain(PLANT);
    expect(status.json()).toMatchObject({ masked: MASKED.join(',') });
    const whole = await ledger.post('/v1/flow/status', { sessionId: 'mask-1' }, WHOLE);
    expect(whole.json()).toMatchObject({ masked: '', ctx_phone: PLANT });
  });

  it('is masked by the command line, which asks the server or reads the ledger itself', async () => {
    const cli = (...args: string[]) => runCli(ledger, args);
    const shown = await cli('show', 'mask-1', '--api-key', DESK['x-api-key']);
    expect(shown.out).toContain('phone=***');
    expect(shown.out).not.toContain(PLANT);
    for (const form of [[], ['--json']]) {
      const replayed = await cli('replay', 'mask-1', ...form);
      expect([replayed.exitCode, replayed.out.includes(PLANT)]).toEqual([0, false]);
      expect(replayed.out).toContain(form.length === 0 ? 'customer.email=***' : '"masked"');
      expect((await cli('replay', 'mask-1', '--personal', ...form)).out).toContain(PLANT);
    }
  });

  it('keeps what a write leaves out, and refuses the mask as a value', async () => {
    const path = '/api/v2/datastores/Callback/records/mask-2';
    const { value } = (await ledger.get(path, DESK)).json() as { value: Record<string, unknown> };
    expect(value).toMatchObject({ masked: MASKED });
    const sent = await ledger.send('PUT', path, { body: { value }, headers: DESK });
    expect([sent.status, sent.text.includes(PLANT)]).toEqual([200, false]);
    const kept = (await ledger.get('/v1/journeys/mask-2', WHOLE)).json();
    expect(kept).toMatchObject({ context: { phone: PLANT } });
    const mask = await ledger.send('PATCH', '/v1/journeys/mask-2/context', { body: { phone: '***' }, headers: DESK });
    expect(mask.status).toBe(422);
    expect(mask.json()).toMatchObject({
      code: 'CONTEXT_INVALID',
      detail: expect.stringContaining('phone is personal'),
    });
  });
});

/** Does something again and again until all have seen it: nothing says when a stream is live. */
async function untilSeen<T>(streams: readonly Promise<T>[], happen: () => Promise<unknown>): Promise<readonly T[]> {
  let isSeen = false;
  const all = Promise.all(streams).finally(() => (isSeen = true));
  while (!isSeen) {
    await happen();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return all;
}
