import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import fastify, { type FastifyInstance } from 'fastify';
import { endUnreadStream, GatheredAnswer, limitUnreadAnswers } from './unread-answers';

/** More than the system buffers of a connection that is not read: some megabytes. */
const LARGE = 'x'.repeat(32 * 1024 * 1024);

describe('answers that are not read', () => {
  let server: FastifyInstance;
  let sockets: Socket[];
  beforeEach(() => {
    sockets = [];
    server = fastify();
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    return server.close();
  });

  const port = (): number => (server.server.address() as AddressInfo).port;

  async function listen(timeoutMs: number, most?: number): Promise<void> {
    limitUnreadAnswers(server, timeoutMs, most);
    server.get('/large', () => LARGE);
    server.get('/small', () => 'small');
    server.get('/outcomes', (_request, reply) => {
      const outcomes = new GatheredAnswer({ highWaterMark: 2 * LARGE.length, read: () => undefined });
      void reply.send(outcomes);
      outcomes.push(LARGE);
      outcomes.push(null);
      outcomes.emit('waiting');
      return reply;
    });
    server.get('/stream', (_request, reply) => {
      endUnreadStream(reply.raw, timeoutMs);
      return reply.send(Readable.from(Array.from({ length: 512 }, () => LARGE.slice(0, 65_536))));
    });
    await server.listen({ host: '127.0.0.1', port: 0 });
  }

  /** A caller that reads the head of its answer, and then no more; resolves with the server's side of it. */
  async function ask(path: string): Promise<{ readonly ended: Promise<unknown> }> {
    const reached = once(server.server, 'connection') as Promise<[Socket]>;
    const socket = connect(port(), '127.0.0.1').on('error', () => undefined);
    sockets.push(socket);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
    const [connection] = await reached;
    const ended = once(connection, 'close');
    await once(socket, 'readable');
    return { ended };
  }

  async function read(path: string): Promise<number> {
    const [reply] = (await once(get({ port: port(), path }), 'response')) as [IncomingMessage];
    let length = 0;
    for await (const chunk of reply) length += (chunk as Buffer).length;
    return length;
  }

  it.each(['/large', '/stream'])('of %s end with their connections after a while', async (path) => {
    await listen(50);
    const { ended } = await ask(path);
    await ended;
    expect(await read('/small')).toBe(5);
  });

  it.each([{ paths: ['/large'] }, { paths: ['/outcomes'] }, { paths: ['/large', '/outcomes'] }])(
    'take a bounded amount of memory together: of $paths those that have waited longest end',
    async ({ paths }) => {
      // Answers in pieces have a few bytes more.
      await listen(600_000, 3.5 * LARGE.length);
      const asked = [];
      for (let caller = 0; caller < 12; caller += 1) asked.push(await ask(paths[caller % paths.length] ?? ''));
      await Promise.all(asked.slice(0, 9).map(({ ended }) => ended));
      const open = await new Promise<number>((resolve, reject) => {
        server.server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
      });
      expect(open).toBe(3);
    },
  );

  it('keep no other caller from reading its own, and a connection is used again', async () => {
    await listen(600_000, 3 * LARGE.length);
    for (let caller = 0; caller < 3; caller += 1) await ask('/large');
    for (const path of ['/large', '/stream', '/outcomes', '/large', '/stream', '/outcomes'])
      expect(await read(path)).toBe(LARGE.length);
    expect(await read('/small')).toBe(5);
  });
});
