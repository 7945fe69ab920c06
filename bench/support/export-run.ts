import { readFileSync } from 'node:fs';
import { EXPORT_FORMATS, type ExportName, type ExportRow } from '@ledger/exchange';
import { KyselyExportQueries, openSqliteReadModels } from '@ledger/projections';

/** Peak resident memory of this process, in MiB (Linux). */
function peakMemory(): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;
}

/** Exports all read models in one format and prints seconds, bytes, rows and peak memory as JSON. */
async function main(): Promise<void> {
  const [path = '', name = ''] = process.argv.slice(2);
  const database = await openSqliteReadModels({ path });
  const queries = new KyselyExportQueries(database);
  const snapshot = await queries.snapshot();
  let rows = 0;
  async function* read(): AsyncGenerator<readonly ExportRow[]> {
    rows = 0;
    for await (const page of queries.entries({ tenant: 'default' }, snapshot)) {
      rows += page.length;
      yield page;
    }
  }
  const started = performance.now();
  let bytes = 0;
  for await (const part of EXPORT_FORMATS[name as ExportName].write({ read, source: 'urn:journey-ledger:bench' })) {
    bytes += typeof part === 'string' ? Buffer.byteLength(part) : part.length;
  }
  const seconds = (performance.now() - started) / 1000;
  await database.close();
  process.stdout.write(JSON.stringify({ seconds, peakMemory: peakMemory(), rows, bytes }));
}

void main();
