import { LedgerClient } from '../src/index';
import { fakeLedger, json, type FakeLedger } from './fake-ledger.test-support';

const OPERATION = { operationId: 'op-1', status: 'RUNNING' };
const ASKED = { kind: 'abort', filter: { state: 'A' }, reason: 'r' } as const;

let ledger: FakeLedger;
let client: LedgerClient;

beforeEach(async () => {
  ledger = await fakeLedger();
  client = new LedgerClient({ url: ledger.url, sleep: () => Promise.resolve(), random: () => 0.5 });
});
afterEach(() => ledger.close());

describe('batch operations', () => {
  it.each([
    [
      'list',
      () => client.operations.list({ status: 'PAUSED', limit: 5 }),
      'GET',
      '/v1/operations?status=PAUSED&limit=5',
    ],
    ['get', () => client.operations.get('a b'), 'GET', '/v1/operations/a%20b'],
    [
      'results',
      () => client.operations.results('x', { outcome: 'moved' }),
      'GET',
      '/v1/operations/x/journeys?outcome=moved',
    ],
    [
      'stuck',
      () => client.operations.stuck({ reason: 'slow', slowerThan: 2.5 }),
      'GET',
      '/v1/operations/stuck?reason=slow&slowerThan=2.5',
    ],
    ['pause', () => client.operations.pause('x', 'why'), 'POST', '/v1/operations/x/pause'],
    ['resume', () => client.operations.resume('x'), 'POST', '/v1/operations/x/resume'],
    ['cancel', () => client.operations.cancel('x'), 'POST', '/v1/operations/x/cancel'],
  ])('%s goes to its own path', async (_, call, method, url) => {
    ledger.answers(json(200, OPERATION));
    expect(await call()).toEqual(OPERATION);
    expect(ledger.seen[0]).toMatchObject({ method, url });
  });

  it('are tried before they are started, and say so', async () => {
    ledger.answers(json(200, { journeys: 3, token: 't' }), json(202, OPERATION));
    await client.operations.dryRun(ASKED);
    await client.operations.start({ ...ASKED, token: 't', ratePerSecond: 5, commandId: 'c' });
    expect(ledger.seen.map(({ body }) => JSON.parse(body) as object)).toEqual([
      { ...ASKED, dryRun: true },
      { ...ASKED, token: 't', ratePerSecond: 5, commandId: 'c', dryRun: false },
    ]);
  });

  it('are started again by themselves only under a command id', async () => {
    const unavailable = json(503, { code: 'UNAVAILABLE', status: 503, detail: 'The ledger is busy.' });
    ledger.answers(unavailable);
    await expect(client.operations.start(ASKED)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(ledger.seen).toHaveLength(1);
    ledger.answers(unavailable, json(202, OPERATION));
    await expect(client.operations.start({ ...ASKED, commandId: 'c' })).resolves.toEqual(OPERATION);
  });
});
