import { startLedger, temporaryFolder, type RunningServer } from './support/processes';
import { post } from './support/load';
import { keep, table, type Figure } from './support/report';
import { pairedRatio } from './support/rounds';
import { publishShuttle, sessionIds, startJourneys, untilProjected } from './support/walkers';

const FEW = 1_000;
const MANY = Number(process.env['BENCH_JOURNEYS'] ?? 1_000_000);
const ROUNDS = 7;
const SAMPLES_SECONDS = 3;

/** Median latency, in milliseconds, of transitions of journeys picked at random among those stored. */
async function latency(server: RunningServer, ids: readonly string[], round: number): Promise<number> {
  let step = 0;
  const result = await post({
    url: server.url,
    connections: 1,
    seconds: SAMPLES_SECONDS,
    next: () => {
      // A multiplicative step visits the journeys in no order that a cache could hold on to.
      const id = ids[(step * 7919 + round * 104_729) % ids.length];
      step += 1;
      return {
        path: `/v1/journeys/${id}/transitions`,
        body: `{"event":"FLIP","commandId":"g${round}-${step}"}`,
      };
    },
  });
  if (Object.keys(result.statuses).some((status) => status !== '200')) {
    throw new Error(`Transitions were refused: ${JSON.stringify(result.statuses)}`);
  }
  return result.p50;
}

/** Both ways have one trigger, so that any journey can be moved without knowing where it stands. */
const FLIP = {
  id: 'BenchShuttle',
  version: 1,
  initial: 'WAITING',
  states: {
    WAITING: { timeout: { after: 'PT8H' }, transitions: [{ target: 'TALKING', event: 'FLIP' }] },
    TALKING: { timeout: { after: 'PT8H' }, transitions: [{ target: 'WAITING', event: 'FLIP' }] },
  },
};

async function filled(journeys: number): Promise<{ server: RunningServer; ids: string[] }> {
  const server = await startLedger(temporaryFolder());
  await publishShuttle(server.url, FLIP);
  const ids = sessionIds('g', 1, journeys);
  await startJourneys(server.url, ids);
  await untilProjected(server.url);
  return { server, ids };
}

async function main(): Promise<void> {
  const few = await filled(FEW);
  const many = await filled(MANY);
  await latency(few.server, few.ids, 1000);
  await latency(many.server, many.ids, 1000);
  const growth = await pairedRatio(
    ROUNDS,
    (round) => latency(many.server, many.ids, round),
    (round) => latency(few.server, few.ids, round),
  );
  await Promise.all([few.server.stop(), many.server.stop()]);

  const figures: Figure[] = [
    {
      name: `Transition latency with ${MANY.toLocaleString('en-US')} journeys stored`,
      measured: `median ${growth.a.toFixed(3)} ms`,
      baseline: `with ${FEW.toLocaleString('en-US')}: median ${growth.b.toFixed(3)} ms`,
      value: growth.ratio,
      bar: { below: 1.5 },
    },
  ];
  keep('cost-growth', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
