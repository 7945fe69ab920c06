import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { EXPORT_NAMES } from '@ledger/exchange';
import { fillLedger } from './support/filled-ledger';
import { ROOT, temporaryFolder } from './support/processes';
import { keep, table, type Figure } from './support/report';

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 1_000_000);
const EVENTS_PER_JOURNEY = 5;

function run(...args: readonly string[]): Record<string, number> {
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Record<string, number>;
}

const support = (script: string): string => join(ROOT, 'bench/support', script);

/** Exports all of a ledger in every format, each in a process of its own, and holds its memory against the bar. */
async function main(): Promise<void> {
  const folder = temporaryFolder();
  await fillLedger(folder, EVENTS, EVENTS_PER_JOURNEY);
  const readModels = join(folder, 'read-models.db');
  run(support('projection-run.cjs'), 'build', join(folder, 'ledger.db'), readModels);
  const figures = EXPORT_NAMES.map((name): Figure => {
    const { seconds = 0, peakMemory = 0, rows = 0, bytes = 0 } = run(support('export-run.cjs'), readModels, name);
    if (rows < EVENTS) throw new RangeError(`${name} holds ${rows} of ${EVENTS} events.`);
    return {
      name: `Export of ${EVENTS.toLocaleString('en-US')} events as ${name}, whole process`,
      measured: `${Math.round(peakMemory)} MiB at its peak, ${Math.round(EVENTS / seconds)} events/s, ${Math.round(bytes / 1e6)} MB`,
      baseline: 'fixed bar',
      value: peakMemory,
      unit: 'MiB',
      bar: { below: 300 },
    };
  });
  keep('export', figures);
  process.stdout.write(`${table(figures)}\n`);
}

void main();
