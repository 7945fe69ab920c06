import { follow } from './support/following';
import { post } from './support/load';
import { startLedger, temporaryFolder, type RunningServer } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { pairedRatio } from './support/rounds';
import { median } from './support/statistics';
import { publishShuttle, SHUTTLE, sessionIds, shuttleWalk, startJourneys } from './support/walkers';

const CONNECTIONS = 32;
const SECONDS = 5;
const ROUNDS = 5;
const JOURNEYS_PER_CONNECTION = 50;
const FOLLOWERS = 500;
/** Few follow the whole definition, so that all together are sent at most 20,000 events a second or so. */
const OF_THE_DEFINITION = 4;

let walks = 0;

interface Walk {
  readonly prefix: string;
  rate(): Promise<number>;
}

async function newWalk(server: RunningServer): Promise<Walk> {
  const prefix = `w${(walks += 1)}`;
  await startJourneys(server.url, sessionIds(prefix, CONNECTIONS, JOURNEYS_PER_CONNECTION));
  const next = shuttleWalk(prefix, JOURNEYS_PER_CONNECTION);
  const rate = async (): Promise<number> => {
    const result = await post({ url: server.url, connections: CONNECTIONS, seconds: SECONDS, next });
    const refused = Object.keys(result.statuses).filter((status) => status !== '200');
    if (refused.length > 0) throw new Error(`Transitions were refused: ${JSON.stringify(result.statuses)}`);
    return result.requestsPerSecond;
  };
  return { prefix, rate };
}

async function main(): Promise<void> {
  const server = await startLedger(temporaryFolder());
  await publishShuttle(server.url);
  await (await newWalk(server)).rate();
  const delivered: number[] = [];

  const { a, b, ratio } = await pairedRatio(
    ROUNDS,
    async () => {
      const walk = await newWalk(server);
      const sessions = [...sessionIds(walk.prefix, CONNECTIONS, JOURNEYS_PER_CONNECTION)].slice(
        0,
        FOLLOWERS - OF_THE_DEFINITION,
      );
      const followers = await follow(server.url, [
        ...sessions.map((id) => `/v1/events?sessionId=${id}`),
        ...Array.from({ length: OF_THE_DEFINITION }, () => `/v1/events?definitionId=${SHUTTLE.id}`),
      ]);
      const rate = await walk.rate();
      delivered.push((await followers.end()) / SECONDS);
      return rate;
    },
    async () => (await newWalk(server)).rate(),
  );
  await server.stop();

  const figures: Figure[] = [
    {
      name: `Transitions over HTTP with ${FOLLOWERS} followers of events`,
      measured: `${Math.round(a)}/s, and ${Math.round(median(delivered))} events/s delivered`,
      baseline: `without followers: ${Math.round(b)}/s`,
      value: ratio,
      bar: { atLeast: 0.8 },
    },
  ];
  keep('followers', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
