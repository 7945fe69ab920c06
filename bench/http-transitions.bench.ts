import { SERVER_FLAGS, startLedger, startServer, temporaryFolder, type RunningServer } from './support/processes';
import { post } from './support/load';
import { keep, table, type Figure } from './support/report';
import { pairedRatio } from './support/rounds';
import { publishShuttle, sessionIds, shuttleWalk, startJourneys } from './support/walkers';

const CONNECTIONS = 32;
const SECONDS = 5;
const ROUNDS = 5;
const JOURNEYS_PER_CONNECTION = 50;

let walks = 0;

/** Durable transitions a second of a running ledger, on journeys started for this measurement. */
async function transitions(server: RunningServer): Promise<number> {
  const prefix = `w${(walks += 1)}`;
  await startJourneys(server.url, sessionIds(prefix, CONNECTIONS, JOURNEYS_PER_CONNECTION));
  const next = shuttleWalk(prefix, JOURNEYS_PER_CONNECTION);
  const result = await post({ url: server.url, connections: CONNECTIONS, seconds: SECONDS, next });
  const refused = Object.entries(result.statuses).filter(([status]) => status !== '200');
  if (refused.length > 0) throw new Error(`Transitions were refused: ${JSON.stringify(result.statuses)}`);
  return result.requestsPerSecond;
}

async function bare(server: RunningServer): Promise<number> {
  const next = shuttleWalk('bare', JOURNEYS_PER_CONNECTION);
  return (await post({ url: server.url, connections: CONNECTIONS, seconds: SECONDS, next })).requestsPerSecond;
}

async function main(): Promise<void> {
  const ledger = await startLedger(temporaryFolder());
  const apiOnly = await startLedger(temporaryFolder(), { ROLES: 'api' });
  const baseline = await startServer(
    [...SERVER_FLAGS, '-r', './scripts/run/register.cjs', 'bench/support/bare-server.ts'],
    { NODE_ENV: 'production' },
    '/health/live',
  );
  await publishShuttle(ledger.url);
  await publishShuttle(apiOnly.url);
  await transitions(ledger);
  await transitions(apiOnly);
  await bare(baseline);

  const http = await pairedRatio(
    ROUNDS,
    () => transitions(ledger),
    () => bare(baseline),
  );
  const roles = await pairedRatio(
    ROUNDS,
    () => transitions(ledger),
    () => transitions(apiOnly),
  );
  await Promise.all([ledger.stop(), apiOnly.stop(), baseline.stop()]);

  const figures: Figure[] = [
    {
      name: 'Transitions over HTTP, durable, 32 connections',
      measured: `${Math.round(http.a)}/s`,
      baseline: `bare Nest/Fastify/class-validator handler: ${Math.round(http.b)}/s`,
      value: http.ratio,
      bar: { atLeast: 0.65 },
    },
    {
      name: 'Transitions with all projections on',
      measured: `${Math.round(roles.a)}/s`,
      baseline: `\`ROLES=api\`: ${Math.round(roles.b)}/s`,
      value: roles.ratio,
      bar: { atLeast: 0.75 },
    },
  ];
  keep('http-transitions', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
