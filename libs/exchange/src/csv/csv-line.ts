/** A cell of a CSV file; null is an empty one. */
export type CsvCell = string | number | null;

/** The full-width forms too: some spreadsheets read them as the signs that they stand for. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** How a CSV file is written for the program that reads it. */
export interface CsvStyle {
  /** Whether it begins with a byte order mark, by which Excel knows UTF-8. Default: false. */
  readonly bom?: boolean;
  /** `raw` leaves texts as they are that a spreadsheet would take for formulas: for programs. Default: `defused`. */
  readonly formulas?: CsvFormulas;
}
export const CSV_FORMULAS = ['defused', 'raw'] as const;
export type CsvFormulas = (typeof CSV_FORMULAS)[number];

export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * RFC 4180. What a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises, unless
 * `formulas` is `raw`. Not by a library: over millions of rows its garbage was most of the memory.
 */
export function csvLine(cells: readonly CsvCell[], formulas: CsvFormulas = 'defused'): string {
  let line = '';
  for (const [index, cell] of cells.entries()) line += (index === 0 ? '' : ',') + csvCell(cell, formulas);
  return `${line}\r\n`;
}

function csvCell(cell: CsvCell, formulas: CsvFormulas): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = formulas === 'defused' && FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
