import { readFileSync } from 'node:fs';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { openSqliteReadModels, Processor } from '@ledger/projections';

/** Peak resident memory of this process, in MiB (Linux). */
function peakMemory(): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;
}

/** Builds all read models of a ledger from zero, in a process of its own, and prints seconds and peak memory as JSON. */
async function main(): Promise<void> {
  const [ledger = '', readModels = ''] = process.argv.slice(2);
  const store = await SqliteEventStore.open({ path: ledger, readOnly: true });
  const database = await openSqliteReadModels({ path: readModels });
  const started = performance.now();
  await new Promise<void>((resolve, reject) => {
    const processor = new Processor({
      store,
      database,
      onStatus: (status) => {
        if (status.every(({ state }) => state === 'live')) void processor.stop().then(resolve);
        if (status.some(({ state }) => state === 'stopped')) resolve();
      },
      onNotice: (notice) => {
        if (notice.kind === 'failed')
          reject(notice.error instanceof Error ? notice.error : new Error(String(notice.error)));
      },
    });
    void processor.run();
  });
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(JSON.stringify({ seconds, peakMemory: peakMemory() }));
  process.exit(0);
}

void main();
