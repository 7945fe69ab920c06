'use strict';
// Builds all read models of a ledger from zero and prints seconds and peak memory as JSON. It runs what was built, as the
// projector does: compiling on the way would be a good part of the memory that is measured.
const fs = require('node:fs');
const path = require('node:path');
const { performance } = require('node:perf_hooks');

const dist = path.join(__dirname, '..', '..', 'dist', 'libs');
const { SqliteEventStore } = require(path.join(dist, 'event-store-sqlite/src/index.js'));
const { openSqliteReadModels, Processor } = require(path.join(dist, 'projections/src/index.js'));

/** Peak resident memory of this process, in MiB (Linux). */
function peakMemory() {
  return Number(/VmHWM:\s+(\d+) kB/.exec(fs.readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;
}

function fail(error) {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
}

async function main([ledger, readModels]) {
  const store = await SqliteEventStore.open({ path: ledger, readOnly: true });
  const database = await openSqliteReadModels({ path: readModels });
  const started = performance.now();
  await new Promise((resolve) => {
    const processor = new Processor({
      store,
      database,
      onStatus: (status) => {
        if (status.every(({ state }) => state === 'live')) void processor.stop().then(resolve);
      },
      onNotice: (notice) => {
        if (notice.kind === 'failed') fail(notice.error);
      },
    });
    void processor.run();
  });
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(JSON.stringify({ seconds, peakMemory: peakMemory() }));
  process.exit(0);
}

main(process.argv.slice(2)).catch(fail);
