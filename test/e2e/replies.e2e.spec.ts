import { LedgerClient } from '@ledger/client';
import { runCli } from '../support/cli';
import { fetchFromLedger, watchReplies, type SeenReply } from '../support/replies';
import { RunningLedger } from '../support/running-ledger';

describe('watchReplies', () => {
  const seen: SeenReply[] = [];
  let ledger: RunningLedger;
  let unwatch: () => void;

  beforeAll(async () => {
    unwatch = watchReplies((reply) => void seen.push(reply));
    ledger = await RunningLedger.start({ ROLES: 'api,projector' });
  });
  afterAll(() => ledger.remove());
  beforeEach(() => void seen.splice(0));

  const bodies = (): unknown[] =>
    seen.map(({ body }) => (JSON.parse(body.toString('utf8')) as { stateId: string }).stateId);

  it('shows what a spec is answered, with status and headers', async () => {
    const reply = await ledger.begin('s1');
    expect(seen).toMatchObject([
      {
        method: 'POST',
        path: '/v1/journeys',
        status: 201,
        isWhole: true,
        headers: { 'x-request-id': reply.headers['x-request-id'] },
      },
    ]);
    expect(seen[0]?.body.toString('utf8')).toBe(reply.text);
  });

  it('shows what the client library, the command line and fetch are answered', async () => {
    await new LedgerClient({ url: ledger.url }).get('s1');
    expect((await runCli(ledger, ['show', 's1'])).exitCode).toBe(0);
    await (await fetch(`${ledger.url}/v1/journeys/s1`)).text();
    // The command line asks first who it is.
    expect(seen.map(({ path }) => path)).toEqual([
      ...['/v1/journeys/s1', '/v1/access', '/v1/journeys/s1', '/v1/journeys/s1'],
    ]);
    expect(bodies().filter(Boolean)).toEqual(['INTRO_WELCOME', 'INTRO_WELCOME', 'INTRO_WELCOME']);
  });

  it('shows answers that come piece by piece as one', async () => {
    const { position } = (await ledger.get('/v1/journeys/s1')).json();
    const reply = await ledger.get(`/v1/exports/timeline.csv?atLeast=${String(position)}`);
    expect(seen.at(-1)?.body.toString('utf8')).toBe(reply.text);
    expect(reply.text).toContain('JourneyStarted');
  });

  it('says of an event stream that was left that it is not whole', async () => {
    const [event] = await ledger.events('/v1/events?sessionId=s1&after=start', 1);
    while (seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toMatchObject([{ status: 200, isWhole: false }]);
    expect(seen[0]?.body.toString('utf8')).toContain(`id: ${event?.id}`);
  });

  it('shows what a ledger in another process answers, once the whole answer is here', async () => {
    unwatch();
    const others: SeenReply[] = [];
    const stop = watchReplies((reply) => void others.push(reply));
    const text = await (await fetchFromLedger(`${ledger.url}/v1/journeys/s1?fields=x`)).text();
    while (others.length < 2) await new Promise((resolve) => setImmediate(resolve));
    stop();
    expect(others.map(({ body }) => body.toString('utf8'))).toEqual([text, text]);
    expect(others.map(({ path }) => path)).toEqual(['/v1/journeys/s1?fields=x', '/v1/journeys/s1?fields=x']);
    await ledger.get('/v1/journeys/s1');
    expect(others).toHaveLength(2);
    expect(seen).toEqual([]);
  });
});
