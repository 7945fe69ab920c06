import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedEvent } from '@ledger/event-store';
import { fromLine } from './golden-format';

const HISTORY = '.ndjson';
/** The sets by the schema version that they were recorded in. */
export const sets = readdirSync(__dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && /^v\d+$/.test(entry.name))
  .map((entry) => entry.name);

/** Names of the histories of a set. */
export function historiesOf(set: string): readonly string[] {
  return readdirSync(join(__dirname, set))
    .filter((file) => file.endsWith(HISTORY))
    .map((file) => file.slice(0, -HISTORY.length));
}

export function readHistory(set: string, name: string): readonly RecordedEvent[] {
  const text = readFileSync(join(__dirname, set, name + HISTORY), 'utf8');
  return text.trimEnd().split('\n').map(fromLine);
}
