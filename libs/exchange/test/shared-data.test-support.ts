import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env['LEDGER_SHARED_DATA'] ?? join(__dirname, '..', '..', '..', '..', 'shared', 'data');

/** A file of the real logs, which stay outside the project; undefined where they are not on this machine. */
export function sharedFile(name: string): string | undefined {
  const file = join(folder, name);
  return existsSync(file) ? file : undefined;
}
