'use strict';
// Exports all read models in one format and prints seconds, bytes, rows and peak memory as JSON. It runs what was built:
// compiling on the way would be most of the memory that is measured.
const fs = require('node:fs');
const path = require('node:path');
const { performance } = require('node:perf_hooks');

const dist = path.join(__dirname, '..', '..', 'dist', 'libs');
const { EXPORT_FORMATS } = require(path.join(dist, 'exchange/src/index.js'));
const { KyselyExportQueries, openSqliteReadModels } = require(path.join(dist, 'projections/src/index.js'));

/** Peak resident memory of this process, in MiB (Linux). */
function peakMemory() {
  return Number(/VmHWM:\s+(\d+) kB/.exec(fs.readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;
}

async function main([file, name]) {
  const database = await openSqliteReadModels({ path: file });
  const queries = new KyselyExportQueries(database);
  const snapshot = await queries.snapshot();
  let rows = 0;
  async function* read() {
    rows = 0;
    for await (const page of queries.entries({ tenant: 'default' }, snapshot)) {
      rows += page.length;
      yield page;
    }
  }
  const started = performance.now();
  let bytes = 0;
  for await (const part of EXPORT_FORMATS[name].write({ read, source: 'urn:journey-ledger:bench' }))
    bytes += part.length;
  const seconds = (performance.now() - started) / 1000;
  await database.close();
  console.log(JSON.stringify({ seconds, peakMemory: peakMemory(), rows, bytes }));
}

void main(process.argv.slice(2));
