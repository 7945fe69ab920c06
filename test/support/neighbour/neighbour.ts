import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedEvent } from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { STREAM_KINDS, streamCategory } from '@ledger/journey';
import { writeNeighbour } from './neighbour-history';
import { NEIGHBOUR } from './neighbour-names';

const LEDGER = 'ledger.db';
/** Files that a ledger leaves in its data folder, also where its own file is gone. */
const OF_A_LEDGER = /^(ledger|read-models)\.db/;
const READS = `access.${NEIGHBOUR}-reads.`;
const CATEGORIES = STREAM_KINDS.map((kind) => streamCategory(kind, NEIGHBOUR));

/** Set for a run of the tests: benches and screenshots have no neighbour. */
const FOLDER = 'LEDGER_NEIGHBOUR_DIR';

/** A ledger with the neighbour alone, for all spec files of a run: made by the first that asks. */
async function neighboursLedger(folder: string): Promise<string> {
  const file = join(folder, LEDGER);
  if (existsSync(file)) return file;
  const draft = mkdtempSync(join(folder, 'neighbour-'));
  const store = await SqliteEventStore.open({ path: join(draft, LEDGER) });
  await writeNeighbour(store);
  await store.close();
  // Whole or not at all: other workers may look for it meanwhile.
  renameSync(join(draft, LEDGER), file);
  rmSync(draft, { recursive: true });
  return file;
}

/**
 * Gives a data folder its neighbour, and says whether it has one: not if a ledger is there or was, nor if it
 * cannot be made, of which the ledger has to tell.
 */
export async function letNeighbourIn(dataDir: string): Promise<boolean> {
  const folder = process.env[FOLDER];
  if (folder === undefined) return false;
  const neighbour = await neighboursLedger(folder);
  try {
    // With its parents Node.js would try for ever where a file system takes none, such as /proc.
    if (!existsSync(dataDir)) mkdirSync(dataDir);
    if (readdirSync(dataDir).some((name) => OF_A_LEDGER.test(name))) return false;
    copyFileSync(neighbour, join(dataDir, LEDGER));
    return true;
  } catch {
    return false;
  }
}

/** Throws where the neighbour's streams are other than they were when it came: no test is about them. */
export async function assertNeighbourUntouched(dataDir: string): Promise<void> {
  const neighbour = await neighboursLedger(process.env[FOLDER] ?? tmpdir());
  const [now, then] = [await streamsOf(join(dataDir, LEDGER)), await streamsOf(neighbour)];
  const changed = now.filter((event, place) => event !== then[place]);
  if (changed.length === 0 && now.length === then.length) return;
  throw new Error(`The streams of another tenant were changed:\n${changed.join('\n') || 'events are missing'}`);
}

async function streamsOf(path: string): Promise<readonly string[]> {
  const store = await SqliteEventStore.open({ path, readOnly: true });
  const lines: string[] = [];
  const lineOf = ({ stream, revision, type, data, metadata }: RecordedEvent): string =>
    `${stream} ${revision} ${type} ${data} ${metadata}`;
  try {
    for await (const event of store.readAll({ categories: CATEGORIES })) {
      // That it asked for something is recorded.
      if (!event.stream.startsWith(READS)) lines.push(lineOf(event));
    }
  } finally {
    await store.close();
  }
  return lines;
}
