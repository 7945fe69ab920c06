import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { fillLedger } from './support/filled-ledger';
import { ROOT, temporaryFolder } from './support/processes';
import { keep, table, type Figure } from './support/report';
import { median } from './support/statistics';

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 1_000_000);
const EVENTS_PER_JOURNEY = 5;
const ROUNDS = 3;
/** What the server gives its projector's thread: with more room the collector would only run later. */
const PROJECTOR_LIMITS = ['--max-old-space-size=256', '--max-semi-space-size=16'];

/** Events a second of a bare scan of the ledger: what no rebuild can be faster than. */
async function scan(ledger: string): Promise<number> {
  const store = await SqliteEventStore.open({ path: ledger, readOnly: true });
  let events = 0;
  const started = performance.now();
  for await (const event of store.readAll()) events += event.data.length > 0 ? 1 : 0;
  const rate = events / ((performance.now() - started) / 1000);
  await store.close();
  return rate;
}

function rebuild(ledger: string, readModels: string): { seconds: number; peakMemory: number } {
  for (const suffix of ['', '-wal', '-shm']) rmSync(readModels + suffix, { force: true });
  const args = [...PROJECTOR_LIMITS, join(ROOT, 'bench/support/rebuild-run.cjs'), ledger, readModels];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as {
    seconds: number;
    peakMemory: number;
  };
}

async function main(): Promise<void> {
  const folder = temporaryFolder();
  await fillLedger(folder, EVENTS, EVENTS_PER_JOURNEY);
  const ledger = join(folder, 'ledger.db');
  const runs = Array.from({ length: ROUNDS }, () => rebuild(ledger, join(folder, 'read-models.db')));
  const scanned = await scan(ledger);
  const rate = median(runs.map(({ seconds }) => EVENTS / seconds));
  const memory = Math.max(...runs.map(({ peakMemory }) => peakMemory));
  const figures: Figure[] = [
    {
      name: `Rebuild of all read models from ${EVENTS.toLocaleString('en-US')} events`,
      measured: `${Math.round(rate)} events/s`,
      baseline: `bare scan of the ledger: ${Math.round(scanned)} events/s`,
      value: rate,
      unit: 'events/s',
      bar: { atLeast: 30_000 },
    },
    {
      name: 'Memory of that rebuild, whole process',
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
