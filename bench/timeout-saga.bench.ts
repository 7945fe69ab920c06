import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PostgresServer } from '@ledger/projections/testing';
import { temporaryFolder } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { deadlineIn, sagaPlan, type SagaSizes } from './support/saga-plan';
import { sagaRound, type SagaRound } from './support/saga-rounds';
import { fillWaiting } from './support/waiting-journeys';

const setting = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

const OPEN = setting('BENCH_DEADLINES', 1_000_000);
const SIZES: SagaSizes = {
  perSecond: setting('BENCH_PER_SECOND', 1_000),
  seconds: setting('BENCH_SECONDS', 30),
  burst: setting('BENCH_BURST', 100_000),
  backlog: setting('BENCH_BACKLOG', 50_000),
};

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

/** The saga on a million open deadlines, with the read models in SQLite and in PostgreSQL. */
async function main(): Promise<void> {
  const folder = temporaryFolder();
  const plan = sagaPlan(SIZES);
  await fillWaiting(folder, OPEN, (journey) => deadlineIn(plan, SIZES, journey));
  const figures: Figure[] = [];
  const take = async (name: string, place: string): Promise<void> => {
    const ledger = join(folder, `${name}.db`);
    copyFileSync(join(folder, 'ledger.db'), ledger);
    const round = await sagaRound(ledger, place, plan);
    rmSync(ledger);
    const taken = figuresOf(name, round);
    process.stdout.write(`${table(taken)}\n\n`);
    figures.push(...taken);
  };
  await take('SQLite', join(folder, 'read-models.db'));
  const postgres = await PostgresServer.create();
  try {
    await take('PostgreSQL', await postgres.createDatabase());
  } finally {
    await postgres.destroy();
  }
  keep('timeout-saga', figures);
}

function figuresOf(database: string, round: SagaRound): readonly Figure[] {
  const { idle, peak, steady, burst, backlog, plain, recorded } = round;
  const plainRate = plain.reduce((sum, rate) => sum + rate, 0) / plain.length;
  const burstRate = SIZES.burst / burst.seconds;
  const due = SIZES.burst + SIZES.backlog + SIZES.perSecond * SIZES.seconds;
  return [
    {
      name: `Memory of the saga with ${whole(OPEN)} open deadlines, read models in ${database}`,
      measured: `peak ${whole(peak)} MiB`,
      baseline: `before it was started: ${whole(idle)} MiB`,
      value: peak - idle,
      unit: 'MiB',
      bar: { below: 200 },
    },
    {
      name: `Burst of ${whole(SIZES.burst)} due within one second, ${database}`,
      measured: `${whole(burstRate)} timeouts/s, each recorded by its command`,
      baseline: `appends of journeys to the same store by 32 callers, projected as well, before and after: ${plain.map(whole).join(' and ')}/s`,
      value: burstRate / plainRate,
      bar: { atLeast: 0.5 },
    },
    {
      name: `${whole(SIZES.perSecond)} due each second for ${SIZES.seconds} s, ${database}`,
      measured: `late by ${seconds(steady.p50)} (median), ${seconds(steady.p99)} (99 of 100), ${seconds(steady.most)} (most)`,
      baseline: 'share that fired within 1 s of its instant',
      value: (100 * steady.withinOneSecond) / steady.count,
      unit: '%',
      bar: { atLeast: 99 },
    },
    {
      name: `Commands while ${whole(SIZES.backlog)} overdue are worked off at ${whole(SIZES.backlog / backlog.seconds)}/s, ${database}`,
      measured: `median ${backlog.beside.p50.toFixed(1)} ms, 99 of 100 within ${backlog.beside.p99.toFixed(1)} ms`,
      baseline: `while nothing is due: ${backlog.alone.p50.toFixed(1)} ms and ${backlog.alone.p99.toFixed(1)} ms`,
      value: backlog.beside.p99,
      unit: 'ms',
    },
    {
      name: `Journeys timed out twice, or not at all, ${database}`,
      measured: `${whole(recorded[0])} timeouts in ${whole(recorded[1])} streams; stale ${round.stale}, failed ${round.failed}`,
      baseline: `${whole(due)} were due`,
      value: Math.abs(recorded[0] - due) + Math.abs(recorded[1] - due),
      bar: { below: 1 },
    },
  ];
}

function seconds(value: number): string {
  return `${value.toFixed(3)} s`;
}

void main();
