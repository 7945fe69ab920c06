import { LedgerClient, LedgerProblem, LedgerUnreachableError } from '../src/index';
import { fakeLedger, hangUp, json, silence, type FakeLedger } from './fake-ledger.test-support';

const JOURNEY = { sessionId: 's-1', stateId: 'A', revision: 0, outcome: 'CREATED', replayed: false, events: [] };
const UNAVAILABLE = json(503, { code: 'UNAVAILABLE', status: 503, detail: 'The ledger is busy.' });

let ledger: FakeLedger;
let pauses: number[];
let client: LedgerClient;

beforeEach(async () => {
  ledger = await fakeLedger();
  pauses = [];
  client = new LedgerClient({
    url: `${ledger.url}/`,
    sleep: (ms) => Promise.resolve(pauses.push(ms)),
    random: () => 0.5,
  });
});
afterEach(() => ledger.close());

describe('a command', () => {
  it('posts its fields as JSON to the path of the call and gives back the journey', async () => {
    ledger.answers(json(201, JOURNEY));
    const result = await client.start({ definitionId: 'D', sessionId: 's-1', context: { verified: true } });
    expect(result).toEqual(JOURNEY);
    expect(ledger.seen).toHaveLength(1);
    expect(ledger.seen[0]).toMatchObject({ method: 'POST', url: '/v1/journeys' });
    expect(ledger.seen[0]?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(ledger.seen[0]?.body ?? '')).toEqual({
      definitionId: 'D',
      sessionId: 's-1',
      context: { verified: true },
    });
  });

  it.each([
    ['transition', () => client.transition('a b', { targetStateId: 'B' }), 'POST', '/v1/journeys/a%20b/transitions'],
    ['changeChannel', () => client.changeChannel('s', { channel: 'chat' }), 'POST', '/v1/journeys/s/channel'],
    [
      'changeDeadline',
      () => client.changeDeadline('s', { deadline: null, reason: 'r' }),
      'POST',
      '/v1/journeys/s/deadline',
    ],
    ['restart', () => client.restart('s', { reason: 'r' }), 'POST', '/v1/journeys/s/restart'],
    ['move', () => client.move('s', { targetStateId: 'B', reason: 'r' }), 'POST', '/v1/journeys/s/move'],
    ['migrate', () => client.migrate('s', { toVersion: 2, reason: 'r' }), 'POST', '/v1/journeys/s/migrate'],
  ])('%s goes to its own path', async (_, call, method, url) => {
    ledger.answers(json(200, JOURNEY));
    await call();
    expect(ledger.seen[0]).toMatchObject({ method, url });
  });

  it('sends a context patch as a merge patch, with lock and command id in headers', async () => {
    ledger.answers(json(200, JOURNEY));
    await client.changeContext('s', { verified: null }, { commandId: 'c-1', expectedRevision: 4 });
    const [request] = ledger.seen;
    expect(request).toMatchObject({ method: 'PATCH', url: '/v1/journeys/s/context', body: '{"verified":null}' });
    expect(request?.headers).toMatchObject({
      'content-type': 'application/merge-patch+json',
      'idempotency-key': 'c-1',
      'if-match': '"4"',
    });
  });

  it('that is refused throws a problem with code, status, detail and the fields of the error', async () => {
    const problem = {
      code: 'TRANSITION_NOT_ALLOWED',
      status: 422,
      detail: 'No way from A to Z.',
      allowedTargets: ['B'],
    };
    ledger.answers(json(422, problem, { 'x-request-id': 'r-9' }));
    const error = await client.transition('s', { targetStateId: 'Z', commandId: 'c' }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(LedgerProblem);
    expect(error).toMatchObject({ code: problem.code, status: 422, detail: problem.detail, requestId: 'r-9', problem });
    expect(ledger.seen).toHaveLength(1);
  });

  it('answered by something else than a ledger still gives a problem with a code', async () => {
    ledger.answers((_, response) => response.writeHead(502).end('<html>bad gateway</html>'));
    await expect(client.get('s')).rejects.toMatchObject({ name: 'LedgerProblem', code: 'HTTP_502', status: 502 });
  });
});

describe('a retry', () => {
  it('repeats a command with a commandId after a 503, each time after a longer pause', async () => {
    ledger.answers(UNAVAILABLE, UNAVAILABLE, json(200, JOURNEY));
    await client.transition('s', { targetStateId: 'B', commandId: 'c-1' });
    expect(ledger.seen).toHaveLength(3);
    expect(new Set(ledger.seen.map((request) => request.body)).size).toBe(1);
    expect(pauses).toEqual([50, 100]);
  });

  it('never repeats a command without a commandId', async () => {
    ledger.answers(UNAVAILABLE, json(200, JOURNEY));
    await expect(client.transition('s', { targetStateId: 'B' })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(ledger.seen).toHaveLength(1);
  });

  it('waits at least as long as the ledger asks for', async () => {
    ledger.answers(json(503, {}, { 'retry-after': '2' }), json(200, JOURNEY));
    await client.get('s');
    expect(pauses).toEqual([2_050]);
  });

  it('gives up after the number of retries and throws the last problem', async () => {
    ledger.answers(UNAVAILABLE);
    await expect(client.get('s')).rejects.toMatchObject({ status: 503, code: 'UNAVAILABLE' });
    expect(ledger.seen).toHaveLength(5);
  });

  it('repeats after a lost connection where that is safe, and says so where it is not', async () => {
    ledger.answers(hangUp, json(200, JOURNEY));
    await client.transition('s', { targetStateId: 'B', commandId: 'c-1' });
    expect(ledger.seen).toHaveLength(2);
    ledger.answers(hangUp, json(200, JOURNEY));
    const error = await client.transition('s', { targetStateId: 'B' }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(LedgerUnreachableError);
    expect(error).toMatchObject({ code: 'UNREACHABLE', sent: true });
    expect(ledger.seen).toHaveLength(3);
  });
});

describe('an address with a secret in it', () => {
  it.each(['http://me:k-secret@127.0.0.1', 'http://k-secret@127.0.0.1', 'http://me:k-secret@h:port'])(
    'is refused without being repeated: %#',
    (url) => {
      const made = () => new LedgerClient({ url });
      expect(made).toThrow(TypeError);
      expect(made).not.toThrow(/k-secret/);
    },
  );
});

describe('a server that is not there', () => {
  it('is an error that says that nothing was sent, at once', async () => {
    const { url } = ledger;
    await ledger.close();
    const error = await client.start({ definitionId: 'D', commandId: 'c' }).catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'LedgerUnreachableError', code: 'UNREACHABLE', sent: false });
    expect((error as Error).message).toContain(url);
    expect(pauses).toEqual([]);
  });

  it('is a timeout if there is no reply', async () => {
    ledger.answers(silence);
    const hasty = new LedgerClient({ url: ledger.url, timeoutMs: 20 });
    await expect(hasty.get('s')).rejects.toMatchObject({ name: 'LedgerUnreachableError', code: 'TIMEOUT', sent: true });
  });

  it('is reported if the reply is not JSON', async () => {
    ledger.answers((_, response) => response.end('hello'));
    await expect(client.get('s')).rejects.toMatchObject({
      code: 'UNREACHABLE',
      message: expect.stringContaining('not JSON'),
    });
  });
});

describe('a read', () => {
  it('sends its options as a query and leaves out what was not given', async () => {
    ledger.answers(json(200, { entries: [] }));
    await client.get('s', { asOfRevision: 3 });
    await client.timeline('s', { atLeast: '41' });
    await client.search({ state: 'Take in charge', overdue: false, limit: 2 });
    expect(ledger.seen.map((request) => request.url)).toEqual([
      '/v1/journeys/s?asOfRevision=3',
      '/v1/journeys/s/timeline?atLeast=41',
      '/v1/journeys?state=Take+in+charge&overdue=false&limit=2',
    ]);
  });

  it('reads all pages of a timeline', async () => {
    ledger.answers(json(200, { entries: [{ type: 'A' }], nextCursor: 'x' }), json(200, { entries: [{ type: 'B' }] }));
    const { entries } = await client.timeline('s', { fields: ['type'] });
    expect(entries.map(({ type }) => type)).toEqual(['A', 'B']);
    expect(ledger.seen.map(({ url }) => url)).toEqual([
      '/v1/journeys/s/timeline?fields=type',
      '/v1/journeys/s/timeline?fields=type&cursor=x',
    ]);
  });

  it('follows the cursor to the last page', async () => {
    ledger.answers(
      json(200, { journeys: [{ sessionId: 'a' }], nextCursor: 'x' }),
      json(200, { journeys: [{ sessionId: 'b' }] }),
    );
    const ids: string[] = [];
    for await (const journey of client.searchAll({ state: 'A' })) ids.push(journey.sessionId);
    expect(ids).toEqual(['a', 'b']);
    expect(ledger.seen.map((request) => request.url)).toEqual([
      '/v1/journeys?state=A',
      '/v1/journeys?state=A&cursor=x',
    ]);
  });

  it('sends the headers given for every request', async () => {
    ledger.answers(json(200, {}));
    await new LedgerClient({ url: ledger.url, headers: { authorization: 'Bearer k' } }).get('s');
    expect(ledger.seen[0]?.headers.authorization).toBe('Bearer k');
  });

  it('of policies goes to their path', async () => {
    ledger.answers(json(200, { violations: [{ sessionId: 's' }], nextCursor: 'next' }));
    const page = await client.policies.violations({ definitionId: 'Claim', policy: 'identified', limit: 5 });
    expect([page.violations.length, page.nextCursor]).toEqual([1, 'next']);
    expect(ledger.seen[0]?.url).toBe('/v1/policies/violations?definitionId=Claim&policy=identified&limit=5');
  });

  it('of definitions goes to their paths', async () => {
    ledger.answers(json(200, { errors: [], warnings: [] }));
    await expect(client.definitions.publish({ id: 'D' })).resolves.toMatchObject({ created: false });
    await client.definitions.check({ id: 'D' });
    await client.definitions.get('D', 2);
    ledger.answers(json(200, { definitions: [{ id: 'D' }] }));
    await expect(client.definitions.list()).resolves.toEqual([{ id: 'D' }]);
    ledger.answers((_, response) => response.end('stateDiagram-v2'));
    await expect(client.definitions.diagram('D', 2)).resolves.toBe('stateDiagram-v2');
    await client.definitions.scxml('D', 2);
    ledger.answers(json(200, { id: 'D' }));
    await expect(client.definitions.xstate('D', 2)).resolves.toEqual({ id: 'D' });
    ledger.answers(json(201, { errors: [], warnings: [] }));
    await expect(client.definitions.publish({ id: 'D' })).resolves.toMatchObject({ created: true });
    expect(ledger.seen.slice(0, -1).map((request) => `${request.method} ${request.url}`)).toEqual([
      'POST /v1/definitions',
      'POST /v1/definitions/check',
      'GET /v1/definitions/D/versions/2',
      'GET /v1/definitions',
      'GET /v1/definitions/D/versions/2/diagram',
      'GET /v1/definitions/D/versions/2/scxml',
      'GET /v1/definitions/D/versions/2/xstate',
    ]);
  });
});
