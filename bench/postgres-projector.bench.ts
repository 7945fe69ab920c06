import { join } from 'node:path';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { openPostgresReadModels, Processor } from '@ledger/projections';
import { PostgresServer } from '@ledger/projections/testing';
import { embeddedCommands } from './support/embedded-commands';
import { temporaryFolder } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { sealedJourney } from './support/sealed-journeys';
import { median } from './support/statistics';

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 200_000);
const EVENTS_PER_JOURNEY = 5;
const ROUNDS = 3;

/** Seconds that building every read model from zero takes. */
async function rebuild(ledger: string, url: string): Promise<number> {
  const store = await SqliteEventStore.open({ path: ledger, readOnly: true });
  const database = await openPostgresReadModels({ url });
  const started = performance.now();
  await new Promise<void>((resolve, reject) => {
    const processor = new Processor({
      store,
      database,
      onStatus: (status) => {
        if (status.every(({ state }) => state === 'live')) void processor.stop().then(resolve);
      },
      onNotice: (notice) => {
        if (notice.kind === 'failed')
          reject(notice.error instanceof Error ? notice.error : new Error(String(notice.error)));
      },
    });
    void processor.run();
  });
  const seconds = (performance.now() - started) / 1000;
  await database.close();
  await store.close();
  return seconds;
}

async function main(): Promise<void> {
  const folder = temporaryFolder();
  const { store } = await embeddedCommands(folder);
  const journeys = EVENTS / EVENTS_PER_JOURNEY;
  for (let from = 0; from < journeys; from += 500) {
    await Promise.all(
      Array.from({ length: Math.min(500, journeys - from) }, (_, n) => {
        const journey = sealedJourney(from + n, EVENTS_PER_JOURNEY);
        return store.append(journey.stream, journey.events, { expectedRevision: 'NO_STREAM' });
      }),
    );
  }
  await store.close();
  const postgres = await PostgresServer.create();
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.push(EVENTS / (await rebuild(join(folder, 'ledger.db'), await postgres.createDatabase())));
  }
  await postgres.destroy();
  const rate = median(rates);
  const figures: Figure[] = [
    {
      name: `Projector on PostgreSQL, all read models from ${EVENTS.toLocaleString('en-US')} events`,
      measured: `${Math.round(rate)} events/s`,
      baseline: 'fixed bar; PostgreSQL on the same two cores',
      value: rate,
      unit: 'events/s',
      bar: { atLeast: 10_000 },
    },
  ];
  keep('postgres-projector', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
