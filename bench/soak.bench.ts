import { post } from './support/load';
import { startLedger, temporaryFolder } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { median } from './support/statistics';
import { endingWalk, publishShuttle } from './support/walkers';

const CONNECTIONS = 32;
/** As many as a long call has. Journeys that never end would be read from the store once their commands fill the cache. */
const STEPS_PER_JOURNEY = 20;
/** Minutes at 80 % of what the server takes, each measured by itself; SOAK_MINUTES has another number. */
const MINUTES = Number(process.env.SOAK_MINUTES ?? 10);
const SHARE = 0.8;

interface Minute {
  readonly rate: number;
  readonly p99: number;
  readonly megabytes: number;
  /** Events that the read models lack at its end. */
  readonly lag: number;
}

async function lagOf(url: string): Promise<number> {
  const { projections } = (await (await fetch(`${url}/v1/projections`)).json()) as {
    readonly projections: readonly { readonly lag: number | null }[];
  };
  return Math.max(...projections.map(({ lag }) => lag ?? 0));
}

async function main(): Promise<void> {
  const server = await startLedger(temporaryFolder());
  await publishShuttle(server.url);
  const next = endingWalk('soak', STEPS_PER_JOURNEY);
  const load = { url: server.url, connections: CONNECTIONS, next };
  await post({ ...load, seconds: 5 });
  const { requestsPerSecond: capacity } = await post({ ...load, seconds: 20 });
  const minutes: Minute[] = [];
  for (let i = 0; i < MINUTES; i += 1) {
    const { requestsPerSecond: rate, p99 } = await post({ ...load, seconds: 60, rate: SHARE * capacity });
    minutes.push({ rate, p99, megabytes: server.memory() / 2 ** 20, lag: await lagOf(server.url) });
    const { megabytes, lag } = minutes.at(-1) as Minute;
    process.stderr.write(
      `minute ${i + 1}: ${Math.round(rate)}/s, p99 ${p99.toFixed(1)} ms, ${megabytes.toFixed(0)} MiB, lag ${lag}\n`,
    );
  }
  await server.stop();
  // The first minutes fill the caches.
  const third = Math.max(1, Math.floor(MINUTES / 3));
  const [early, late] = [minutes.slice(third, 2 * third), minutes.slice(-third)];
  const compared = (name: string, unit: string, of: (minute: Minute) => number): Figure => {
    const [before, after] = [median(early.map(of)), median(late.map(of))];
    return {
      name: `${name}, the last third of ${MINUTES} minutes at ${SHARE * 100} % of ${Math.round(capacity)}/s`,
      measured: `${after.toFixed(1)} ${unit}`,
      baseline: `the third before: ${before.toFixed(1)} ${unit}`,
      value: before === 0 ? 1 : after / before,
      bar: { below: 1.25 },
    };
  };
  const figures = [
    compared('Resident memory', 'MiB', ({ megabytes }) => megabytes),
    compared('99 of 100 transitions are answered within', 'ms', ({ p99 }) => p99),
    {
      name: 'Events that the read models lack, the most at the end of a minute',
      measured: `${Math.max(...minutes.map(({ lag }) => lag))}`,
      baseline: `a second of the load: ${Math.round(SHARE * capacity)}`,
      value: Math.max(...minutes.map(({ lag }) => lag)) / (SHARE * capacity),
      bar: { below: 1 },
    } satisfies Figure,
  ];
  keep('soak', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
