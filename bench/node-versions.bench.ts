import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { post } from './support/load';
import { cpuMs } from './support/peers/process-usage';
import { ROOT, startLedger, temporaryFolder, type RunningServer } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { median } from './support/statistics';
import { publishShuttle, sessionIds, shuttleWalk, startJourneys } from './support/walkers';

const CONNECTIONS = 32;
const SECONDS = 4;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 6);
const JOURNEYS_PER_CONNECTION = 50;
/** The oldest that the ledger runs on, and the image's. */
const [OLDER, NEWER] = ['node-20', 'node-24'];

interface Sample {
  readonly perSecond: number;
  /** Microseconds of processor time for each request. */
  readonly cpuUs: number;
}

let walks = 0;

async function transitions(server: RunningServer): Promise<Sample> {
  const prefix = `w${(walks += 1)}`;
  await startJourneys(server.url, sessionIds(prefix, CONNECTIONS, JOURNEYS_PER_CONNECTION));
  const next = shuttleWalk(prefix, JOURNEYS_PER_CONNECTION);
  const before = cpuMs([server.pid]);
  const { requestsPerSecond, statuses } = await post({
    ...{ url: server.url, connections: CONNECTIONS, seconds: SECONDS, next },
  });
  const { 200: accepted = 0, ...refused } = statuses;
  if (Object.keys(refused).length > 0) throw new Error(`Transitions were refused: ${JSON.stringify(statuses)}`);
  return { perSecond: requestsPerSecond, cpuUs: ((cpuMs([server.pid]) - before) * 1_000) / accepted };
}

/** A Node.js of test/runtimes, and its version; undefined where it is not installed. */
function runtime(name: string): { readonly program: string; readonly version: string } | undefined {
  const folder = join(ROOT, 'test', 'runtimes', 'node_modules', `${name}-${process.platform}-${process.arch}`);
  if (!existsSync(folder)) return undefined;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string };
  return { program: join(folder, 'bin', 'node'), version };
}

async function main(): Promise<void> {
  const [older, newer] = [runtime(OLDER), runtime(NEWER)];
  if (older === undefined || newer === undefined) {
    process.stdout.write('Skipped: `node scripts/runtimes.cjs` installs the versions of Node.js that are compared.\n');
    return;
  }
  const servers = await Promise.all([older, newer].map(({ program }) => startLedger(temporaryFolder(), {}, program)));
  const [a, b] = servers as [RunningServer, RunningServer];
  for (const server of servers) {
    await publishShuttle(server.url);
    await transitions(server);
  }
  const [before, after]: [Sample[], Sample[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    // The order changes from round to round, so that neither always runs on the warmer machine.
    if (round % 2 === 0) before.push(await transitions(a));
    after.push(await transitions(b));
    if (round % 2 !== 0) before.push(await transitions(a));
  }
  await Promise.all(servers.map((server) => server.stop()));
  const compared = (name: string, unit: string, of: (sample: Sample) => number): Figure => {
    const ratios = after.map((sample, round) => of(sample) / of(before[round] ?? sample));
    const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
    return {
      name: `${name} (${range})`,
      measured: `Node.js ${newer.version}: ${Math.round(median(after.map(of)))}${unit}`,
      baseline: `Node.js ${older.version}: ${Math.round(median(before.map(of)))}${unit}`,
      value: median(ratios),
    };
  };
  const figures = [
    compared('Transitions over HTTP, durable, 32 connections', '/s', ({ perSecond }) => perSecond),
    compared('Processor time for each of them', ' µs', ({ cpuUs }) => cpuUs),
  ];
  keep('node-versions', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
