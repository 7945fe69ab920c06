import { post, type LoadResult } from './support/load';
import { startLedger, temporaryFolder } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { median } from './support/statistics';
import { publishShuttle, sessionIds, shuttleWalk, startJourneys } from './support/walkers';

/** As many callers as are served at one time (REQUESTS_AT_ONCE), and four times as many. */
const AT_CAPACITY = 256;
const OVERLOADED = 4 * AT_CAPACITY;
const SECONDS = 6;
const ROUNDS = 5;
const JOURNEYS_PER_CONNECTION = 4;

let walks = 0;

async function load(url: string, connections: number): Promise<LoadResult> {
  const prefix = `o${(walks += 1)}`;
  await startJourneys(url, sessionIds(prefix, connections, JOURNEYS_PER_CONNECTION));
  const next = shuttleWalk(prefix, JOURNEYS_PER_CONNECTION);
  return post({ url, connections, seconds: SECONDS, next });
}

async function main(): Promise<void> {
  const server = await startLedger(temporaryFolder());
  await publishShuttle(server.url);
  await load(server.url, AT_CAPACITY);
  const rounds: { readonly at: LoadResult; readonly over: LoadResult }[] = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    rounds.push({ at: await load(server.url, AT_CAPACITY), over: await load(server.url, OVERLOADED) });
  }
  await server.stop();
  const refused = median(rounds.map(({ over }) => (over.statuses[429] ?? 0) / SECONDS));
  const rates = rounds.map(({ at, over }) => [at.requestsPerSecond, over.requestsPerSecond] as const);
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
  ];
  keep('overload', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
