import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { categoryOf } from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { temporaryFolder } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { pairedRatio } from './support/rounds';
import { sealedJourney, type SealedJourney } from './support/sealed-journeys';

const APPENDERS = 32;
const APPENDS = 30_000;
const ROUNDS = 5;

const folder = temporaryFolder();
let rounds = 0;

function file(): string {
  return join(mkdtempSync(join(folder, 'round-')), 'ledger.db');
}

/** Journeys of one event each, different in every round. */
function journeys(): SealedJourney[] {
  const first = (rounds += 1) * APPENDS;
  return Array.from({ length: APPENDS }, (_, n) => sealedJourney(first + n, 1));
}

/** Appends a second of the adapter: 32 callers, each waiting for its append to be durable before the next. */
async function adapter(): Promise<number> {
  const store = await SqliteEventStore.open({ path: file() });
  const work = journeys();
  const started = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: APPENDERS }, async () => {
      for (let journey = work[next++]; journey; journey = work[next++]) {
        await store.append(journey.stream, journey.events, { expectedRevision: 'NO_STREAM' });
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  await store.close();
  return APPENDS / seconds;
}

/** The same rows into the same tables by nothing but prepared statements, 32 a transaction, as durable as the adapter. */
async function bare(): Promise<number> {
  const path = file();
  await (await SqliteEventStore.open({ path })).close();
  const database = new Libsql(path);
  database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL');
  database.exec("INSERT INTO categories (id, name) VALUES (1, 'journey.default')");
  const stream = database.prepare('INSERT INTO streams (id, name, category) VALUES (?, ?, 1)');
  const event = database.prepare(
    'INSERT INTO events (position, stream, revision, category, unordered, id, type, data, metadata, recorded_at) VALUES (?, ?, 0, 1, 0, ?, ?, ?, ?, ?)',
  );
  const work = journeys();
  if (work.some((journey) => categoryOf(journey.stream) !== 'journey.default')) throw new Error('Another category.');
  const started = performance.now();
  for (let from = 0; from < work.length; from += APPENDERS) {
    database.exec('BEGIN IMMEDIATE');
    work.slice(from, from + APPENDERS).forEach((journey, n) => {
      const [{ id, type, data, metadata }] = journey.events;
      const position = from + n + 1;
      stream.run([position, journey.stream]);
      event.run([position, position, id, type, data, metadata, Math.round(started)]);
    });
    database.exec('COMMIT');
  }
  const seconds = (performance.now() - started) / 1000;
  database.close();
  return APPENDS / seconds;
}

async function main(): Promise<void> {
  await adapter();
  await bare();
  const rates = await pairedRatio(ROUNDS, adapter, bare);
  const figures: Figure[] = [
    {
      name: 'Appends to the SQLite ledger, 32 callers',
      measured: `${Math.round(rates.a)}/s`,
      baseline: `bare INSERTs, 32 a transaction, same tables: ${Math.round(rates.b)}/s`,
      value: rates.ratio,
      bar: { atLeast: 0.5 },
    },
  ];
  keep('sqlite-append', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
