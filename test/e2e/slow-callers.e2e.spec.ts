import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { RunningLedger } from '../support/running-ledger';

describe('callers whose headers do not arrive', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ HEADER_TIMEOUT_MS: '200', HEADER_LIMIT_BYTES: '4096' });
  });
  afterAll(() => ledger.remove());

  async function connected(): Promise<Socket> {
    const { hostname, port } = new URL(ledger.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return socket;
  }

  /** The text until the connection is closed. */
  async function answerOn(socket: Socket): Promise<string> {
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    await once(socket, 'close');
    return text;
  }

  it('are answered 408, and lose their connection, also if they send a little of them all the time', async () => {
    const socket = await connected();
    socket.write('GET /v1/journeys HTTP/1.1\r\nhost: localhost\r\n');
    const trickle = setInterval(() => socket.write('x-more: 1\r\n'), 50);
    const answer = await answerOn(socket).finally(() => clearInterval(trickle));
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('The request did not arrive in time.');
  });

  it('lose a connection on which they send nothing', async () => {
    expect(await answerOn(await connected())).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('are told which limit their headers are beyond', async () => {
    const long = await ledger.get('/health/live', { 'x-long': 'a'.repeat(5_000) });
    expect([long.status, long.json()['detail']]).toEqual([
      431,
      'The request headers are larger than the limit of 4,096 bytes (HEADER_LIMIT_BYTES).',
    ]);
    expect((await ledger.get('/health/live', { 'x-long': 'a'.repeat(2_000) })).status).toBe(200);
  });

  it('do not keep others waiting', async () => {
    const idle = await Promise.all(Array.from({ length: 50 }, connected));
    expect((await ledger.begin('quick')).status).toBe(201);
    for (const socket of idle) socket.destroy();
  });
});
