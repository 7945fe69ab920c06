import { csvLine } from '../csv/csv-line';
import type { ExportPages } from './export-row';
import { cellsOf, TIMELINE_COLUMNS } from './timeline-columns';

/** One line for each event and each refused attempt (RFC 4180, UTF-8, a header line). */
export async function* timelineCsv(pages: ExportPages): AsyncGenerator<string> {
  yield csvLine(TIMELINE_COLUMNS.map(({ name }) => name));
  for await (const rows of pages) {
    let text = '';
    for (const row of rows) text += csvLine(cellsOf(row));
    if (text !== '') yield text;
  }
}
