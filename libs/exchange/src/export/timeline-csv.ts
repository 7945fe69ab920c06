import type { ExportPages } from './export-row';
import { cellsOf, TIMELINE_COLUMNS, type Cell } from './timeline-columns';

/**
 * One line for each event and each refused attempt (RFC 4180, UTF-8, a header line). A text that a spreadsheet would take
 * for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return) has an apostrophe put before it, as OWASP
 * advises against CSV injection; numbers stay as they are.
 */
export async function* timelineCsv(pages: ExportPages): AsyncGenerator<string> {
  yield csvLine(TIMELINE_COLUMNS.map(({ name }) => name));
  for await (const rows of pages) {
    let text = '';
    for (const row of rows) text += csvLine(cellsOf(row));
    if (text !== '') yield text;
  }
}

/** The full-width forms too: some spreadsheets read them as the signs that they stand for. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** Written here and not by the library that the command line uses: over millions of rows its garbage was most of the memory. */
function csvLine(cells: readonly Cell[]): string {
  let line = '';
  for (const [index, cell] of cells.entries()) line += (index === 0 ? '' : ',') + csvCell(cell);
  return `${line}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
