import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LedgerClient, LedgerProblem, LedgerUnreachableError, type SimulationProgress } from '@ledger/client';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function clientOf(answer: (reply: ServerResponse) => void, asked: string[] = []): Promise<LedgerClient> {
  server = createServer((request, reply) => {
    asked.push(`${request.method} ${request.url}`);
    answer(reply);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return new LedgerClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, retry: { retries: 0 } });
}
const lines = (...values: readonly object[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const progress = { journeys: 1, events: 2, total: { journeys: 3, events: 6 } };

describe('a simulation through the client', () => {
  it('tells how far it is, then gives the report', async () => {
    const asked: string[] = [];
    const client = await clientOf((reply) => reply.end(lines({ progress }, { report: { journeys: 3 } })), asked);
    const told: SimulationProgress[] = [];
    const report = await client.definitions.simulate(
      { id: 'Call' },
      { since: '2026-11-01T00:00:00Z', sample: 3, onProgress: (one) => told.push(one) },
    );
    expect([report, told]).toEqual([{ journeys: 3 }, [progress]]);
    expect(asked).toEqual(['POST /v1/definitions/simulate?since=2026-11-01T00%3A00%3A00Z&sample=3']);
  });

  it('throws what failed under way, and what was refused', async () => {
    const problem = { status: 503, code: 'UNAVAILABLE', detail: 'Retry.' };
    const failing = await clientOf((reply) => reply.end(lines({ progress }, { problem })));
    const failure: unknown = await failing.definitions.simulate({}).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LedgerProblem);
    expect(failure).toMatchObject(problem);
    server.close();
    const refusing = await clientOf((reply) => {
      reply.writeHead(429, { 'content-type': 'application/problem+json', 'retry-after': '10' });
      reply.end(JSON.stringify({ code: 'TOO_MANY_REQUESTS', detail: 'One runs.', status: 429 }));
    });
    await expect(refusing.definitions.simulate({})).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  });

  it.each([
    ['its connection is lost', (reply: ServerResponse) => void setImmediate(() => reply.destroy())],
    ['nothing more comes', (reply: ServerResponse) => void reply.end()],
  ])('throws if %s before the report', async (_, end) => {
    const client = await clientOf((reply) => {
      reply.write(lines({ progress }));
      end(reply);
    });
    await expect(client.definitions.simulate({})).rejects.toBeInstanceOf(LedgerUnreachableError);
  });
});
