import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { hashOfKey } from '@ledger/access';
import { post, type LoadResult } from './support/load';
import { startLedger, temporaryFolder, type RunningServer } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { median } from './support/statistics';
import { publishShuttle, sessionIds, SHUTTLE, shuttleWalk, startJourneys, untilProjected } from './support/walkers';

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 6);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
/** The caller whose times are measured: far from what the server can do. */
const QUIET = { connections: 8, perConnection: 50, rate: 200 } as const;
const NOISY = { connections: 256, perConnection: 10 } as const;
const KEYS = { quiet: 'quiet-key', noisy: 'noisy-key', root: 'root-key' } as const;
const ROOT = { 'x-api-key': KEYS.root };

let walks = 0;

async function started(server: RunningServer, connections: number, perConnection: number): Promise<string> {
  const prefix = `n${(walks += 1)}`;
  await startJourneys(server.url, sessionIds(prefix, connections, perConnection), 5_000, ROOT);
  await untilProjected(server.url, ROOT);
  return prefix;
}

async function quiet(server: RunningServer, prefix: string): Promise<LoadResult> {
  const { connections, perConnection, rate } = QUIET;
  const walk = shuttleWalk(prefix, perConnection);
  const headers = `x-api-key: ${KEYS.quiet}\r\n`;
  const next = (connection: number) => ({ ...walk(connection), headers });
  return post({ url: server.url, connections, rate, seconds: SECONDS, next });
}

type Statuses = Readonly<Record<string, number>>;

/** Sends in a process of its own for a second longer on either side of `work`. */
async function besideNoise<T>(
  server: RunningServer,
  rate: number,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly statuses: Statuses }> {
  const { connections, perConnection } = NOISY;
  const prefix = await started(server, connections, perConnection);
  const child = fork(join(__dirname, 'support', 'noisy-caller.cjs'));
  const ended = once(child, 'message') as Promise<[{ readonly statuses: Statuses }]>;
  child.send({ url: server.url, key: KEYS.noisy, prefix, perConnection, connections, rate, seconds: SECONDS + 2 });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const result = await work();
  const [{ statuses }] = await ended;
  return { result, statuses };
}

/** Durable transitions a second that callers get who send as soon as they are answered. */
async function capacity(server: RunningServer): Promise<number> {
  const prefix = await started(server, NOISY.connections, NOISY.perConnection);
  const walk = shuttleWalk(prefix, NOISY.perConnection);
  const headers = `x-api-key: ${KEYS.root}\r\n`;
  const next = (connection: number) => ({ ...walk(connection), headers });
  const { requestsPerSecond } = await post({
    ...{ url: server.url, connections: NOISY.connections, seconds: SECONDS, next },
  });
  return requestsPerSecond;
}

function start(more: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const keys = [
    ...[KEYS.quiet, KEYS.noisy].map((key) => `${key}:${hashOfKey(key)}:statestore.write+statestore.read`),
    `${KEYS.root}:${hashOfKey(KEYS.root)}:admin`,
  ];
  return startLedger(temporaryFolder(), { AUTH_MODE: 'api-key', API_KEYS: keys.join(','), ...more });
}

/** A flow of the noisy key is told in-band: the bench ends where it ever gets another status, or no refusal. */
async function flowIsToldInBand(server: RunningServer): Promise<number> {
  for (let asked = 1; asked <= 10_000; asked += 1) {
    const reply = await fetch(`${server.url}/v1/flow/status`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': KEYS.noisy },
      body: '{"sessionId":"none"}',
    });
    const answer = (await reply.json()) as { readonly outcome?: string; readonly reasonCode?: string };
    if (reply.status !== 200) throw new Error(`A flow got ${reply.status}: ${JSON.stringify(answer)}`);
    if (answer.outcome === 'UNAVAILABLE' && answer.reasonCode === 'TOO_MANY_REQUESTS') return asked;
  }
  throw new Error('No flow of the noisy key was refused.');
}

interface Round {
  readonly alone: number;
  readonly beside: number;
  readonly refusedOfQuiet: number;
  readonly statuses: Statuses;
}

async function rounds(server: RunningServer, rate: number, isLimited: boolean): Promise<readonly Round[]> {
  const all: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const prefixes = [await started(server, 8, 50), await started(server, 8, 50)] as const;
    const alone = await quiet(server, prefixes[0]);
    const { result, statuses } = await besideNoise(server, rate, async () => {
      const [beside] = await Promise.all([
        quiet(server, prefixes[1]),
        isLimited ? flowIsToldInBand(server) : Promise.resolve(0),
      ]);
      return beside;
    });
    all.push({ alone: alone.p99, beside: result.p99, refusedOfQuiet: result.statuses[429] ?? 0, statuses });
  }
  return all;
}

function figureOf(name: string, all: readonly Round[], bar?: Figure['bar']): Figure {
  const sum = (statuses: Statuses): number => Object.values(statuses).reduce((total, count) => total + count, 0);
  const sent = median(all.map(({ statuses }) => sum(statuses) / (SECONDS + 2)));
  const refused = median(all.map(({ statuses }) => (statuses['429'] ?? 0) / (SECONDS + 2)));
  const ofQuiet = all.reduce((total, { refusedOfQuiet }) => total + refusedOfQuiet, 0);
  const beside = median(all.map((round) => round.beside)).toFixed(1);
  return {
    name,
    measured: `${beside} ms; the noisy key sends ${Math.round(sent)}/s, ${Math.round(refused)}/s are refused; of the other ${ofQuiet}`,
    baseline: `alone: ${median(all.map(({ alone }) => alone)).toFixed(1)} ms`,
    value: median(all.map((round) => round.beside / round.alone)),
    ...(bar && { bar }),
  };
}

async function main(): Promise<void> {
  const open = await start();
  await publishShuttle(open.url, SHUTTLE, ROOT);
  await capacity(open);
  const most = await capacity(open);
  const without = await rounds(open, 3 * most, false);
  await open.stop();
  // What one of ten keys may send, who together are all that the server can do.
  const limit = Math.round(most / 10);
  const limited = await start({ RATE_LIMIT_PER_SECOND: String(limit) });
  await publishShuttle(limited.url, SHUTTLE, ROOT);
  const within = await rounds(limited, 3 * most, true);
  await limited.stop();
  const what = `99 of 100 calls of another key are answered within, one key at three times the capacity (${Math.round(most)}/s)`;
  const figures = [
    figureOf(`${what}, \`RATE_LIMIT_PER_SECOND=${limit}\``, within, { below: 1.2 }),
    figureOf('the same without a limit', without),
  ];
  keep('noisy-key', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
