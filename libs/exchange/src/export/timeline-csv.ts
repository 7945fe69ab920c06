import { BYTE_ORDER_MARK, csvLine, type CsvStyle } from '../csv/csv-line';
import type { ExportPages } from './export-row';
import { cellsOf, TIMELINE_COLUMNS } from './timeline-columns';

/** One line for each event and each refused attempt (RFC 4180, UTF-8, a header line). */
export async function* timelineCsv(pages: ExportPages, style: CsvStyle = {}): AsyncGenerator<string> {
  if (style.bom === true) yield BYTE_ORDER_MARK;
  yield csvLine(TIMELINE_COLUMNS.map(({ name }) => name));
  for await (const rows of pages) {
    let text = '';
    for (const row of rows) text += csvLine(cellsOf(row), style.formulas);
    if (text !== '') yield text;
  }
}
