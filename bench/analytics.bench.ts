import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import {
  currentStateProjection,
  definitionsProjection,
  escalationsProjection,
  KyselyAnalyticsQueries,
  openSqliteReadModels,
  createProcessor,
  stateVisitsProjection,
  type ReadModelDatabase,
} from '@ledger/projections';
import { temporaryFolder } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { median } from './support/statistics';
import { publishedTickets, ticket, TICKETS, type SealedStream } from './support/ticket-journeys';
import { wholeTenant } from '@ledger/projections';

const VISITS = Number(process.env['BENCH_VISITS'] ?? 1_000_000);
const ROUNDS = 3;
const IN_FLIGHT = 500;
const NEW_STREAM = { expectedRevision: 'NO_STREAM' } as const;

/** Read models of a ledger with at least `VISITS` visits. The timeline, which analysis does not read, is left out. */
async function project(folder: string): Promise<ReadModelDatabase> {
  const store = await SqliteEventStore.open({ path: join(folder, 'ledger.db') });
  const published = publishedTickets();
  await store.append(published.stream, published.events, NEW_STREAM);
  for (let visits = 0, next = 0; visits < VISITS; next += IN_FLIGHT) {
    const tickets = Array.from({ length: IN_FLIGHT }, (_, n): SealedStream => ticket(next + n));
    visits += tickets.reduce((sum, { events }) => sum + events.length, 0);
    await Promise.all(tickets.map(({ stream, events }) => store.append(stream, events, NEW_STREAM)));
  }
  const database = await openSqliteReadModels({
    path: join(folder, 'read-models.db'),
    projections: [definitionsProjection, currentStateProjection, stateVisitsProjection, escalationsProjection],
  });
  await new Promise<void>((resolve) => {
    const processor = createProcessor({
      store,
      database,
      mode: 'rebuild',
      onStatus: (status) => {
        if (status.every(({ state }) => state === 'live')) void processor.stop().then(resolve);
      },
    });
    void processor.run();
  });
  await store.close();
  return database;
}

/** Milliseconds of one question, the median of some rounds after a first one that warms the database's cache. */
async function timed(ask: () => Promise<unknown>): Promise<number> {
  await ask();
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await ask();
    rounds.push(performance.now() - started);
  }
  return median(rounds);
}

/** Reading every visit once and adding up one column: what no question over all of them can be faster than by much. */
function bareScan(database: ReadModelDatabase): Promise<number> {
  return timed(() =>
    database.attempt((db) =>
      db
        .selectFrom('visits')
        .select((select) => select.fn.sum('dwell_ms').as('total'))
        .execute(),
    ),
  );
}

async function main(): Promise<void> {
  const folder = temporaryFolder();
  const database = await project(folder);
  const analytics = new KyselyAnalyticsQueries(database);
  const filter = { sight: wholeTenant('default'), definitionId: TICKETS.id };
  const narrow = { ...filter, version: 1, channel: 'voice', from: '2026-01-01T00:00:00.000Z', excludeInitial: true };
  const scan = await bareScan(database);
  const questions: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['transitions', () => analytics.transitions(filter)],
    ['transitions by version, channel and time', () => analytics.transitions(narrow)],
    ['states', () => analytics.states(filter)],
    ['funnel of four states', () => analytics.funnel(filter, ['ASSIGNED', 'IN_CHARGE', 'RESOLVED', 'CLOSED'])],
    ['the ten most frequent variants', () => analytics.variants(filter, 10)],
    ['variants without the first state', () => analytics.variants(narrow, 10)],
    ['timeouts', () => analytics.timeouts(filter)],
  ];
  const figures: Figure[] = [];
  for (const [name, ask] of questions) {
    const ms = await timed(ask);
    figures.push({
      name: `Analytics over ${VISITS.toLocaleString('en-US')} visits: ${name}`,
      measured: `${Math.round(ms)} ms`,
      baseline: `bare scan of the visits: ${Math.round(scan)} ms`,
      value: ms,
      unit: 'ms',
      bar: { below: 1_000 },
    });
  }
  keep('analytics', figures);
  process.stdout.write(`${table(figures)}\n`);
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}

void main();
