import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PostgresServer } from '@ledger/projections/testing';
import { cpuShare } from './support/cpu-share';
import { post } from './support/load';
import { ROOT, startLedger, startServer, temporaryFolder } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { publishShuttle, sessionIds, shuttleWalk, startJourneys } from './support/walkers';

const CONNECTIONS = 32;
const SECONDS = 10;
const JOURNEYS_PER_CONNECTION = 50;

/** The protocol double in a process of its own. */
async function startDouble(): Promise<{ url: string; stop: () => void }> {
  const main = join(ROOT, 'libs/event-store-eventstoredb/src/testing/double/double.main.ts');
  const child = spawn(process.execPath, ['-r', join(ROOT, 'scripts/run/register.cjs'), main], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { url: (JSON.parse(line) as { url: string }).url, stop: () => void child.kill('SIGTERM') };
}

async function rate(url: string, prefix: string): Promise<number> {
  await startJourneys(url, sessionIds(prefix, CONNECTIONS, JOURNEYS_PER_CONNECTION));
  const next = shuttleWalk(prefix, JOURNEYS_PER_CONNECTION);
  const result = await post({ url, connections: CONNECTIONS, seconds: SECONDS, next });
  if (Object.keys(result.statuses).some((status) => status !== '200')) throw new Error(JSON.stringify(result.statuses));
  return result.requestsPerSecond;
}

async function main(): Promise<void> {
  const folder = temporaryFolder();
  const profiles = join(folder, 'profiles');
  mkdirSync(profiles);
  const [double, postgres] = await Promise.all([startDouble(), PostgresServer.create()]);
  const embedded = await startLedger(join(folder, 'embedded'), { ROLES: 'api' });
  const scaled = await startServer(
    ['--cpu-prof', `--cpu-prof-dir=${profiles}`, 'dist/apps/ledger/src/main.js'],
    { ROLES: 'api', EVENT_STORE_URL: double.url, DATABASE_URL: await postgres.createDatabase(), DATA_DIR: folder },
    '/health/live',
  );
  await publishShuttle(embedded.url);
  await publishShuttle(scaled.url);
  await rate(embedded.url, 'warm');
  const embeddedRate = await rate(embedded.url, 'measured');
  await rate(scaled.url, 'warm');
  const scaledRate = await rate(scaled.url, 'measured');
  await Promise.all([embedded.stop(), scaled.stop()]);
  double.stop();
  await postgres.destroy();

  const { ours, client, others, runtime } = cpuShare(profiles);
  const all = ours + client + others + runtime;
  const percent = (part: number): string => `${Math.round((100 * part) / all)} %`;
  const figures: Figure[] = [
    {
      name: 'Transitions over HTTP through the EventStoreDB client, on the protocol double, 32 connections',
      measured: `${Math.round(scaledRate)}/s`,
      baseline: `embedded ledger, same run: ${Math.round(embeddedRate)}/s`,
      value: scaledRate / embeddedRate,
    },
    {
      name: 'Share of that process’s CPU spent in the ledger’s own code',
      measured: `ledger ${percent(ours)}, client and gRPC ${percent(client)}`,
      baseline: `framework ${percent(others)}, engine and sockets ${percent(runtime)}`,
      value: ours / all,
    },
  ];
  keep('scale-out', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
