import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendExport } from './export-stream';

const PART = 'x'.repeat(100_000);

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Serves content and gives the reader's side of it; `sent` settles when the server is done. */
async function serve(
  content: () => AsyncIterable<string>,
): Promise<{ readonly response: IncomingMessage; readonly sent: Promise<unknown>; readonly leave: () => void }> {
  let settle: (sent: Promise<unknown>) => void = () => undefined;
  const sending = new Promise<Promise<unknown>>((resolve) => (settle = resolve));
  server = createServer((_, reply) => {
    const leaving = new AbortController();
    reply.once('close', () => leaving.abort());
    // Looked at by the test; a failure must not end the process before.
    const sent = sendExport(reply, content(), leaving.signal).catch((error: unknown) => error);
    settle(sent);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const call = request({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  call.on('error', () => undefined);
  call.end();
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  return { response, sent: sending.then((sent) => sent), leave: () => call.destroy() };
}

async function received(response: IncomingMessage): Promise<{ readonly bytes: number; readonly isWhole: boolean }> {
  let bytes = 0;
  response.on('data', (chunk: Buffer) => (bytes += chunk.length));
  response.on('error', () => undefined);
  await new Promise((resolve) => response.once('close', resolve));
  return { bytes, isWhole: response.complete };
}

describe('sending an export', () => {
  it('sends everything, in order', async () => {
    const { response, sent } = await serve(async function* () {
      for (let part = 0; part < 20; part += 1) yield PART;
    });
    expect(await received(response)).toEqual({ bytes: 20 * PART.length, isWhole: true });
    expect(await sent).toBeUndefined();
  });

  it('makes nothing that the client does not read, and stops when it disconnects', async () => {
    let made = 0;
    let isEnded = false;
    const { response, sent, leave } = await serve(async function* () {
      try {
        for (;;) {
          made += 1;
          yield PART;
        }
      } finally {
        isEnded = true;
      }
    });
    await once(response, 'readable');
    // The socket's buffers fill; then nothing more is made, however often the loop turns.
    let before = -1;
    while (before !== made) {
      before = made;
      for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(made * PART.length).toBeLessThan(64_000_000);
    leave();
    expect(await sent).toBeUndefined();
    expect(isEnded).toBe(true);
  });

  it('never ends as if it were whole where making it failed', async () => {
    const { response, sent } = await serve(async function* () {
      yield PART;
      yield PART;
      throw new Error('The database went away.');
    });
    expect(await received(response)).toMatchObject({ isWhole: false });
    expect(await sent).toMatchObject({ message: 'The database went away.' });
  });
});
