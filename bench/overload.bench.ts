import { post, type LoadResult } from './support/load';
import { startLedger, temporaryFolder, type RunningServer } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { median } from './support/statistics';
import { publishShuttle, sessionIds, shuttleWalk, startJourneys, untilProjected } from './support/walkers';

/** As many callers as are served at one time (REQUESTS_AT_ONCE), and four times as many. */
const AT_CAPACITY = 256;
const OVERLOADED = 4 * AT_CAPACITY;
const SECONDS = 6;
const ROUNDS = 5;
/** The callers of both loads move as many journeys. */
const JOURNEYS = 4 * OVERLOADED;

/** Microseconds of CPU for each accepted command, refusals included, connecting left out. */
interface Load extends LoadResult {
  /** Of the server, projecting what was accepted included. */
  readonly serverCpu: number;
  /** Of this process, whose callers have the server's cores: what they take, the server lacks. */
  readonly callersCpu: number;
}

let walks = 0;

async function load(server: RunningServer, connections: number): Promise<Load> {
  const prefix = `o${(walks += 1)}`;
  const perConnection = JOURNEYS / connections;
  await startJourneys(server.url, sessionIds(prefix, connections, perConnection));
  // What was started, and the load before, are projected before this one begins.
  await untilProjected(server.url);
  let [before, ours] = [0, process.cpuUsage()];
  const onConnected = (): void => void ([before, ours] = [server.cpuMs(), process.cpuUsage()]);
  const next = shuttleWalk(prefix, perConnection);
  const result = await post({ url: server.url, connections, seconds: SECONDS, next, onConnected });
  const { user, system } = process.cpuUsage(ours);
  await untilProjected(server.url);
  const accepted = result.requestsPerSecond * SECONDS;
  const serverCpu = (1_000 * (server.cpuMs() - before)) / accepted;
  return { ...result, serverCpu, callersCpu: (user + system) / accepted };
}

async function main(): Promise<void> {
  const server = await startLedger(temporaryFolder());
  await publishShuttle(server.url);
  await load(server, AT_CAPACITY);
  await load(server, OVERLOADED);
  const rounds: { readonly at: Load; readonly over: Load }[] = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    rounds.push({ at: await load(server, AT_CAPACITY), over: await load(server, OVERLOADED) });
  }
  await server.stop();
  const refused = median(rounds.map(({ over }) => (over.statuses[429] ?? 0) / SECONDS));
  const rates = rounds.map(({ at, over }) => [at.requestsPerSecond, over.requestsPerSecond] as const);
  const costs = rounds.map(({ at, over }) => [at.serverCpu, over.serverCpu] as const);
  const callers = rounds.map(({ at, over }) => [at.callersCpu, over.callersCpu] as const);
  const slow = rounds.map(({ at, over }) => [at.p99, over.p99] as const);
  const figures: Figure[] = [
    {
      name: `Transitions over HTTP, ${OVERLOADED} callers`,
      measured: `${Math.round(median(rates.map(([, over]) => over)))}/s accepted, ${Math.round(refused)}/s refused`,
      baseline: `${AT_CAPACITY} callers: ${Math.round(median(rates.map(([at]) => at)))}/s`,
      value: median(rates.map(([at, over]) => over / at)),
      bar: { atLeast: 0.9 },
    },
    {
      name: `99 of 100 accepted ones are answered within, ${OVERLOADED} callers`,
      measured: `${median(slow.map(([, over]) => over)).toFixed(0)} ms`,
      baseline: `${AT_CAPACITY} callers: ${median(slow.map(([at]) => at)).toFixed(0)} ms`,
      value: median(slow.map(([at, over]) => over / at)),
      bar: { below: 2 },
    },
    {
      // The rate above is also less for what four times the callers cost themselves: this is the server's share of it.
      name: `Accepted for each second of the server’s CPU, ${OVERLOADED} callers`,
      measured: `${Math.round(1e6 / median(costs.map(([, over]) => over)))}; the callers took ${Math.round(median(callers.map(([, over]) => over)))} µs for each`,
      baseline: `${AT_CAPACITY} callers: ${Math.round(1e6 / median(costs.map(([at]) => at)))}; they took ${Math.round(median(callers.map(([at]) => at)))} µs`,
      value: median(costs.map(([at, over]) => at / over)),
      bar: { atLeast: 0.9 },
    },
  ];
  keep('overload', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
