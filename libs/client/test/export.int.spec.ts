import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LedgerClient, LedgerProblem, LedgerUnreachableError } from '@ledger/client';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A client of a server that answers so; `asked` gets the addresses. */
async function clientOf(answer: (reply: ServerResponse) => void, asked: string[] = []): Promise<LedgerClient> {
  server = createServer((request, reply) => {
    asked.push(request.url ?? '');
    answer(reply);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return new LedgerClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, retry: { retries: 0 } });
}

async function text(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const found: Uint8Array[] = [];
  for await (const chunk of chunks) found.push(chunk);
  return Buffer.concat(found).toString('utf8');
}

describe('an export through the client', () => {
  it('is streamed, with the filters that were given and no others', async () => {
    const asked: string[] = [];
    const client = await clientOf((reply) => {
      reply.write('ab');
      reply.end('c');
    }, asked);
    expect(await text(client.export('log.xes', { definitionId: 'A b', version: 2, state: undefined }))).toBe('abc');
    expect(asked).toEqual(['/v1/exports/log.xes?definitionId=A+b&version=2']);
  });

  it('throws if it ends early, so that a part is not taken for the whole', async () => {
    const client = await clientOf((reply) => {
      reply.write('ab');
      setImmediate(() => reply.destroy());
    });
    await expect(text(client.export('timeline.csv'))).rejects.toBeInstanceOf(LedgerUnreachableError);
  });

  it('throws the problem that the ledger answers', async () => {
    const client = await clientOf((reply) => {
      reply.writeHead(400, { 'content-type': 'application/problem+json' });
      reply.end(JSON.stringify({ code: 'VALIDATION_FAILED', detail: 'No.', status: 400 }));
    });
    await expect(text(client.export('timeline.csv'))).rejects.toBeInstanceOf(LedgerProblem);
  });
});
