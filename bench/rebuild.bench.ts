import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fillLedger } from './support/filled-ledger';
import { temporaryFolder } from './support/processes';
import { ratioFigures, takeRounds } from './support/projection-rounds';
import { keep, table, type Figure } from './support/report';
import { median } from './support/statistics';

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 1_000_000);
const EVENTS_PER_JOURNEY = 5;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);

/** Projects a ledger into SQLite: from zero, in shadow tables, and after a stop. */
async function main(): Promise<void> {
  const folder = temporaryFolder();
  await fillLedger(folder, EVENTS, EVENTS_PER_JOURNEY);
  let files = 0;
  const taken = await takeRounds({
    ledger: join(folder, 'ledger.db'),
    rounds: ROUNDS,
    create: () => Promise.resolve(join(folder, `read-models-${files++}.db`)),
    drop: (file) => {
      for (const name of ['', '-wal', '-shm'].map((suffix) => file + suffix)) if (existsSync(name)) rmSync(name);
      return Promise.resolve();
    },
  });
  const rate = median(taken.map(({ build }) => EVENTS / build.seconds));
  const memory = Math.max(...taken.flatMap(({ build, rebuild }) => [build.peakMemory, rebuild.peakMemory]));
  const figures: Figure[] = [
    {
      name: `Building all read models in SQLite from ${EVENTS.toLocaleString('en-US')} events`,
      measured: `${Math.round(rate)} events/s`,
      baseline: 'fixed bar',
      value: rate,
      unit: 'events/s',
      bar: { atLeast: 30_000 },
    },
    ...ratioFigures(taken, EVENTS, 'SQLite'),
    {
      name: 'Memory of building and rebuilding, whole process',
      measured: `${Math.round(memory)} MiB at its peak`,
      baseline: 'fixed bar',
      value: memory,
      unit: 'MiB',
      bar: { below: 400 },
    },
  ];
  keep('rebuild', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
