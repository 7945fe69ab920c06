import { follow } from './support/following';
import { post } from './support/load';
import { startLedger, temporaryFolder, type RunningServer } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { median } from './support/statistics';
import { publishShuttle, sessionIds, shuttleWalk, startJourneys, untilProjected } from './support/walkers';

const CONNECTIONS = 32;
const JOURNEYS_PER_CONNECTION = 50;
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 5);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 9);
/** Each open page follows the counts; those of a journey also follow its events. */
const CONSOLES = 100;
const ON_A_JOURNEY = 25;
type Open = 'none' | 'now' | 'journeys';
/** In changing order, so that none always runs on the warmer machine. */
const ORDERS: readonly (readonly Open[])[] = [
  ['none', 'now', 'journeys'],
  ['journeys', 'none', 'now'],
  ['now', 'journeys', 'none'],
];
/** Commands a second at which the server has time to spare: there its CPU says what consoles cost, on a busy machine too. */
const QUIET_RATE = 500;

interface Walked {
  readonly rate: number;
  /** CPU time of the server, all threads, milliseconds a second. */
  readonly cpu: number;
  /** Messages that the consoles were sent each second. */
  readonly sent: number;
}

let walks = 0;

/** @param rate commands a second; default: as many as are taken. */
async function walk(server: RunningServer, open: Open, rate?: number): Promise<Walked> {
  const prefix = `w${(walks += 1)}`;
  const ids = sessionIds(prefix, CONNECTIONS, JOURNEYS_PER_CONNECTION);
  await startJourneys(server.url, ids);
  await untilProjected(server.url);
  const paths = [
    ...Array.from({ length: CONSOLES }, () => '/v1/live/counts'),
    ...ids
      .slice(0, open === 'journeys' ? ON_A_JOURNEY : 0)
      .map((id) => `/v1/events?sessionId=${id}&category=journey,attempt,escalation`),
  ];
  const followers = open === 'none' ? undefined : await follow(server.url, paths);
  const [cpuBefore, begun] = [server.cpuMs(), performance.now()];
  const next = shuttleWalk(prefix, JOURNEYS_PER_CONNECTION);
  const load = { url: server.url, connections: CONNECTIONS, seconds: SECONDS, next };
  const result = await post(rate === undefined ? load : { ...load, rate });
  const cpu = (1_000 * (server.cpuMs() - cpuBefore)) / (performance.now() - begun);
  const sent = ((await followers?.end()) ?? 0) / SECONDS;
  const refused = Object.keys(result.statuses).filter((status) => status !== '200');
  if (refused.length > 0) throw new Error(`Transitions were refused: ${JSON.stringify(result.statuses)}`);
  return { rate: result.requestsPerSecond, cpu, sent };
}

type Round = Readonly<Record<Open, Walked>>;

/** What open consoles cost the commands of a server that has no time to spare. */
async function main(): Promise<void> {
  const server = await startLedger(temporaryFolder());
  await publishShuttle(server.url);
  for (const open of ['none', 'now', 'journeys'] as const) await walk(server, open);
  const busy: Round[] = [];
  const quiet: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [rounds, rate] of [[busy] as const, [quiet, QUIET_RATE] as const]) {
      const walked: Partial<Record<Open, Walked>> = {};
      for (const open of ORDERS[round % ORDERS.length] ?? []) walked[open] = await walk(server, open, rate);
      rounds.push(walked as Round);
    }
  }
  await server.stop();
  const middle = (of: (round: Round) => number): number => median(busy.map(of));
  const ofQuiet = (of: (round: Round) => number): number => median(quiet.map(of));
  const figures = (['now', 'journeys'] as const).flatMap((open): Figure[] => {
    const who =
      open === 'now' ? `${CONSOLES} open consoles` : `${CONSOLES}, ${ON_A_JOURNEY} of them on a journey that moves`;
    return [
      {
        name: `Transitions over HTTP with ${who}`,
        measured: `${Math.round(middle((round) => round[open].rate))}/s, and ${Math.round(middle((round) => round[open].sent))} messages/s sent`,
        baseline: `without consoles: ${Math.round(middle(({ none }) => none.rate))}/s`,
        value: middle((round) => round[open].rate / round.none.rate),
        bar: { atLeast: 0.98 },
      },
      {
        name: `CPU of the server that they cost, at ${QUIET_RATE} transitions a second, of one core (${who})`,
        measured: `${Math.round(ofQuiet((round) => round[open].cpu))} ms a second, and ${Math.round(ofQuiet((round) => round[open].sent))} messages/s sent`,
        baseline: `without consoles: ${Math.round(ofQuiet(({ none }) => none.cpu))} ms a second`,
        value: ofQuiet((round) => (round[open].cpu - round.none.cpu) / 10),
        unit: '%',
        bar: { below: 2 },
      },
    ];
  });
  keep('console-followers', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
