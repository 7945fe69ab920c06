import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { limitRequests } from './admission';
import { requestId } from './request-id';
import { sendProblem } from './send-problem';

/** Keeps the thread busy, as many requests that come at one time do. */
function block(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe('the limit of requests', () => {
  let server: FastifyInstance;
  /** Begins at once: an injected request begins only when it is waited for. */
  const send = (path: string, headers: Record<string, string> = {}) =>
    server.inject({ path, headers }).then((reply) => reply);
  let open: () => void;
  let began: string[];
  let isStopping: boolean;
  let answered: number[];
  beforeEach(() => {
    began = [];
    const gate = new Promise<void>((resolve) => (open = resolve));
    server = fastify({ genReqId: requestId });
    server.setErrorHandler((error, _request, reply) => sendProblem(error, reply));
    isStopping = false;
    answered = [];
    server.addHook('onResponse', (_request, reply, done) => {
      answered.push(reply.statusCode);
      done();
    });
    limitRequests(server, 2, () => isStopping);
    server.get('/held', () => gate.then(() => 'held'));
    server.get('/slow', () => {
      block(40);
      return 'slow';
    });
    server.get('/quick', () => `${began.push('quick')}`);
    server.get('/served', { config: { busy: 'serve' } }, () => 'served');
    server.post('/taken', () => 'taken');
    server.get('/answers', { config: { busy: 'answer' } }, ({ refusal }) => `${refusal?.code}`);
  });
  afterEach(() => {
    open();
    return server.close();
  });

  it('refuses what comes beyond it, and says when to ask again', async () => {
    const held = [send('/held'), send('/held')];
    const refused = await send('/quick');
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['retry-after']).toBe('1');
    expect(refused.json()).toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      detail: '2 requests are being answered, the most at one time; nothing was done. Retry.',
    });
    expect(began).toEqual([]);
    expect((await send('/served')).body).toBe('served');
    expect((await send('/answers')).body).toBe('TOO_MANY_REQUESTS');
    open();
    await Promise.all(held);
    expect((await send('/quick')).statusCode).toBe(200);
  });

  it('refuses with a reply like any other, which is counted', async () => {
    const held = [send('/held'), send('/held')];
    const refused = await send('/quick', { 'x-request-id': 'mine' });
    expect(refused.headers).toMatchObject({
      ...{ 'content-type': 'application/problem+json; charset=utf-8', 'x-request-id': 'mine' },
    });
    expect(Number(refused.headers['content-length'])).toBe(refused.rawPayload.length);
    // What the server says of itself while it stops is in the reply, as in any other.
    isStopping = true;
    const { 'content-length': _, date: _date, ...headers } = (await send('/quick')).headers;
    expect(headers).toMatchObject({ 'content-type': refused.headers['content-type'], 'retry-after': '1' });
    expect((await send('/quick')).body).toBe(refused.body);
    expect(answered).toEqual([429, 429, 429]);
    open();
    await Promise.all(held);
  });

  it('does not count a request that it refused or that failed', async () => {
    for (let i = 0; i < 5; i += 1) expect((await send('/nowhere')).statusCode).toBe(404);
    const held = [send('/held'), send('/held')];
    for (let i = 0; i < 5; i += 1) expect((await send('/quick')).statusCode).toBe(429);
    open();
    await Promise.all(held);
    expect((await send('/quick')).statusCode).toBe(200);
  });

  it.each([
    [
      'before its body has come',
      'POST /taken HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nhalf',
    ],
    ['with several requests, before their answers', 'GET /held HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(2)],
  ])('counts no request longer whose connection is lost %s', async (_when, sent) => {
    await server.listen({ host: '127.0.0.1', port: 0 });
    for (let i = 0; i < 2; i += 1) {
      const reached = once(server.server, 'request');
      const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
      socket.write(sent);
      const [request] = (await reached) as [IncomingMessage];
      socket.resetAndDestroy();
      await new Promise((resolve) => request.socket.once('close', resolve));
    }
    open();
    await setImmediate();
    expect((await send('/held')).statusCode).toBe(200);
  });

  it('leaves a malformed deadline to where the header is read', async () => {
    for (const malformed of ['0', '-1', '', 'soon']) {
      expect((await send('/quick', { 'x-deadline-ms': malformed })).statusCode).toBe(200);
    }
  });

  it('counts the time that a request waits for those before it', async () => {
    await server.ready();
    const [, late, patient] = await Promise.all([
      send('/slow'),
      send('/quick', { 'x-deadline-ms': '20' }),
      send('/quick', { 'x-deadline-ms': '20000' }),
    ]);
    expect(late.statusCode).toBe(503);
    expect(late.json()).toMatchObject({ code: 'UNAVAILABLE' });
    expect(late.headers['retry-after']).toBe('1');
    expect(patient.statusCode).toBe(200);
    expect(began).toEqual(['quick']);
  });
});
