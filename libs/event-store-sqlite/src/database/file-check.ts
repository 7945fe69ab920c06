import { failureOf } from './failure';
import type { Connection } from './driver';

/** Findings that are asked for: enough to see the kind of damage. */
const MOST_FINDINGS = 50;

/** What SQLite's own check of the file finds: pages, and whether each index has the entries of its table. */
export function fileFindings(connection: Connection): readonly string[] {
  try {
    const rows = connection.prepare(`PRAGMA integrity_check(${MOST_FINDINGS})`).all([]);
    return rows.map(([finding]) => String(finding)).filter((finding) => finding !== 'ok');
  } catch (error) {
    return [failureOf(error).message];
  }
}
