/** A cell of a CSV file; null is an empty one. */
export type CsvCell = string | number | null;

/** The full-width forms too: some spreadsheets read them as the signs that they stand for. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * A line of CSV with its end (RFC 4180). A text that a spreadsheet would take for a formula (it begins with `=`, `+`,
 * `-`, `@`, a tab or a carriage return) has an apostrophe put before it, as OWASP advises against CSV injection; numbers
 * stay as they are. Written here and not by the library that the command line uses: over millions of rows its garbage
 * was most of the memory.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  let line = '';
  for (const [index, cell] of cells.entries()) line += (index === 0 ? '' : ',') + csvCell(cell);
  return `${line}\r\n`;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
