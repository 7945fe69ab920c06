'use strict';
// Replays all journeys of the read models against a candidate, in the thread that the server runs, and prints seconds, peak
// memory, events and journeys as JSON. It runs what was built.
const path = require('node:path');
const { Worker } = require('node:worker_threads');
const { Stopwatch, report } = require('./run-figures.cjs');

const WORKER = path.join(__dirname, '..', '..', 'dist', 'apps/ledger/src/simulations/simulation.worker.js');

/** As the server gives it. */
const MEMORY_MB = 512;

function replayed(workerData) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
    worker.on('error', reject);
    worker.on('message', (message) => {
      if (message.kind === 'report') resolve(message.report);
      if (message.kind === 'unavailable') reject(new Error(message.reason));
    });
  });
}

report(async (file, job) => {
  const watch = new Stopwatch();
  const { events, journeys, changes } = await watch.run(() =>
    replayed({ readModels: { path: file }, ...JSON.parse(job) }),
  );
  process.stderr.write(JSON.stringify({ events, journeys, changes }));
  return watch;
});
