import { stringify } from 'csv-stringify/sync';
import type { ExportPages } from './export-row';
import { cellsOf, TIMELINE_COLUMNS } from './timeline-columns';

/**
 * One line for each event and each refused attempt (RFC 4180, UTF-8, a header line). A text that a spreadsheet would take
 * for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return) has an apostrophe put before it, as OWASP
 * advises against CSV injection; numbers stay as they are.
 */
export async function* timelineCsv(pages: ExportPages): AsyncGenerator<string> {
  yield csvLines([TIMELINE_COLUMNS.map(({ name }) => name)]);
  for await (const rows of pages) if (rows.length > 0) yield csvLines(rows.map(cellsOf));
}

function csvLines(lines: readonly (readonly unknown[])[]): string {
  return stringify([...lines] as unknown[][], { escape_formulas: true, record_delimiter: 'windows' });
}
