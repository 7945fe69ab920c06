import { join } from 'node:path';
import { PostgresServer } from '@ledger/projections/testing';
import { fillLedger } from './support/filled-ledger';
import { temporaryFolder } from './support/processes';
import { ratioFigures, takeRounds } from './support/projection-rounds';
import { keep, table, type Figure } from './support/report';
import { median } from './support/statistics';

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 200_000);
const EVENTS_PER_JOURNEY = 5;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);

/** Projects a ledger into PostgreSQL: from zero, in shadow tables, and after a stop. */
async function main(): Promise<void> {
  const folder = temporaryFolder();
  await fillLedger(folder, EVENTS, EVENTS_PER_JOURNEY);
  const postgres = await PostgresServer.create();
  try {
    const taken = await takeRounds({
      ledger: join(folder, 'ledger.db'),
      rounds: ROUNDS,
      create: () => postgres.createDatabase(),
      drop: (url) => postgres.dropDatabase(url),
    });
    const rate = median(taken.map(({ build }) => EVENTS / build.seconds));
    const figures: Figure[] = [
      {
        name: `Building all read models in PostgreSQL from ${EVENTS.toLocaleString('en-US')} events`,
        measured: `${Math.round(rate)} events/s`,
        baseline: 'fixed bar; PostgreSQL on the same two cores, without fsync',
        value: rate,
        unit: 'events/s',
        bar: { atLeast: 10_000 },
      },
      ...ratioFigures(taken, EVENTS, 'PostgreSQL'),
    ];
    keep('postgres-projector', figures);
    process.stdout.write(`${table(figures)}\n`);
  } finally {
    await postgres.destroy();
  }
}

void main();
