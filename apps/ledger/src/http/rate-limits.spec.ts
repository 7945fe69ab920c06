import fastify, { type FastifyInstance } from 'fastify';
import { RateLimits } from './rate-limits';
import { sendProblem } from './send-problem';

describe('rate limits of requests', () => {
  let server: FastifyInstance;
  const waiting = jest.fn();
  const answered: string[] = [];
  /** Begins at once: an injected request begins only when it is waited for. */
  const send = (path: string) =>
    server
      .inject({ path })
      .then(({ statusCode, body }) => answered.push(`${path} ${statusCode} ${body.slice(0, 17).replaceAll('"', '')}`));

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    answered.length = 0;
    waiting.mockClear();
    server = fastify();
    server.setErrorHandler((error, _request, reply) => sendProblem(error, reply));
    server.decorateRequest('principal', null);
    server.decorateRequest('refusal', null);
    new RateLimits({ rateLimitPerSecond: 1 }).limit(server, waiting);
    server.get('/call', { config: { scope: 'statestore.read' } }, () => 'done');
    server.get('/flow', { config: { scope: 'statestore.read', busy: 'answer' } }, ({ refusal }) => `${refusal?.code}`);
  });
  afterEach(async () => {
    jest.useRealTimers();
    await server.close();
  });

  it.each([
    ['/call', '/call 429 {type:/problem'],
    ['/flow', '/flow 200 TOO_MANY_REQUESTS'],
  ])(
    'refuse at once, and a key that sends regardless after a pause in which it does not count: %s',
    async (path, no) => {
      await send(path);
      await send(path);
      expect(answered[1]).toBe(no);
      expect(waiting).not.toHaveBeenCalled();
      const held = send(path);
      await jest.advanceTimersByTimeAsync(249);
      expect([waiting.mock.calls.length, answered.length]).toEqual([1, 2]);
      await jest.advanceTimersByTimeAsync(501);
      await held;
      expect(answered[2]).toBe(no);
    },
  );
});

describe('rate limits of what comes in one request', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('let one more in when there is a token, in the time that the rate gives', async () => {
    const limits = new RateLimits({ rateLimitPerSecond: 2 });
    let turns = 0;
    void (async () => {
      while (turns < 5) {
        await limits.turn('a');
        turns += 1;
      }
    })();
    await jest.advanceTimersByTimeAsync(0);
    expect(turns).toBe(2);
    await jest.advanceTimersByTimeAsync(499);
    expect(turns).toBe(2);
    await jest.advanceTimersByTimeAsync(1);
    expect(turns).toBe(3);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(turns).toBe(5);
  });

  it('hold nothing back where there is no limit', async () => {
    const limits = new RateLimits({ rateLimitPerSecond: 0 });
    for (let turns = 0; turns < 1_000; turns += 1) await limits.turn('a');
    expect(jest.getTimerCount()).toBe(0);
  });
});
