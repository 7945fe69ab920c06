import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerProcess } from '../support/ledger-process';

const JOURNEYS = 3_000;
const CALLERS = 32;
const LARGE = 'x'.repeat(60_000);

/** A definition whose journeys go to and fro for ever, with whatever context. */
const SHUTTLE = {
  ...{ id: 'LargeShuttle', version: 1, initial: 'A' },
  states: {
    A: { transitions: [{ target: 'B' }, { target: 'END' }] },
    B: { transitions: [{ target: 'A' }] },
    END: { final: true },
  },
};

describe('a server with a heap of 400 MB', () => {
  let folder: string;
  let ledger: LedgerProcess;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-heap-'));
    ledger = await LedgerProcess.start(folder, {
      NODE_OPTIONS: '--max-old-space-size=400',
      REQUEST_BUDGET_MS: '60000',
    });
    expect(await status('POST', '/v1/definitions', SHUTTLE)).toBe(201);
  });
  afterAll(async () => {
    await ledger.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  async function status(method: string, path: string, body?: object): Promise<number> {
    const sent = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    try {
      const reply = await fetch(`${ledger.url}${path}`, { method, ...sent });
      // Read to its end, as callers do.
      for await (const _ of reply.body ?? []);
      return reply.status;
    } catch (error) {
      throw new Error(`The server's last words:\n${ledger.lastWords}`, { cause: error });
    }
  }

  /** Sends so many requests, some at one time, and gives the statuses that came. */
  async function load(count: number, send: (index: number) => Promise<number>): Promise<readonly number[]> {
    const statuses = new Set<number>();
    let next = 0;
    const caller = async (): Promise<void> => {
      for (let index = next++; index < count; index = next++) statuses.add(await send(index));
    };
    await Promise.all(Array.from({ length: CALLERS }, caller));
    return [...statuses];
  }

  it.each<[string, number, (index: number) => Promise<number>, number]>([
    [
      'starts of journeys with the largest contexts',
      JOURNEYS,
      (i) =>
        status('POST', '/v1/journeys', { definitionId: SHUTTLE.id, sessionId: `s${i}`, context: { large: LARGE } }),
      201,
    ],
    [
      'moves of all of them',
      JOURNEYS,
      (i) => status('POST', `/v1/journeys/s${i}/transitions`, { targetStateId: 'B' }),
      200,
    ],
    [
      'changes of one large context',
      600,
      (i) => status('PATCH', '/v1/journeys/s1/context', { large: `${LARGE.slice(10)}${i}` }),
      200,
    ],
    ['reads of all of them', JOURNEYS, (i) => status('GET', `/v1/journeys/s${i}`), 200],
    ['timelines of the largest page', 60, () => status('GET', '/v1/journeys/s1/timeline?limit=1000'), 200],
    ['searches of the largest page', 60, () => status('GET', '/v1/journeys?limit=1000'), 200],
    ['exports', 8, () => status('GET', '/v1/exports/timeline.csv'), 200],
  ])('answers %s', async (_what, count, send, expected) => {
    expect(await load(count, send)).toEqual([expected]);
  });

  it('answers others while 200 callers read nothing of the largest pages', async () => {
    const { hostname, port } = new URL(ledger.url);
    const sockets = Array.from({ length: 200 }, () => {
      const socket = connect(Number(port), hostname).on('error', () => undefined);
      socket.write('GET /v1/journeys?limit=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n');
      return socket;
    });
    // Each has an answer, a refusal or an end; no more than its beginning is read.
    await Promise.all(
      sockets.map((socket) => new Promise((resolve) => socket.once('readable', resolve).once('close', resolve))),
    );
    expect(await load(200, (i) => status('GET', `/v1/journeys/s${i}`))).toEqual([200]);
    for (const socket of sockets) socket.destroy();
  });
});
