import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { errorMessage } from '../error-message';
import { decodedText } from '../input/decoded-text';
import { LONGEST_PIECE } from '../input/longest-piece';
import { LogUnreadableError, type LogItem } from '../log-event';
import { CsvHeader } from './csv-header';
import { CsvMappingError } from './csv-mapping';
import type { CsvMapping } from './csv-mapping.types';
import { rowReader, type RowReader } from './csv-rows';

const HINT = 'Name the encoding in the mapping, such as "encoding": "windows-1252".';

interface ParsedRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** RFC 4180 with a header line. Misplaced quotes and foreign bytes are a `LogUnreadableError`: nothing is guessed. */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>, mapping: CsvMapping): AsyncGenerator<LogItem> {
  const { delimiter = ',', encoding } = mapping;
  const text = decodedText(chunks, { encoding, hint: encoding === undefined ? HINT : undefined });
  const parser = parse({
    ...{ delimiter, relax_column_count: true, skip_empty_lines: true, info: true },
    max_record_size: LONGEST_PIECE,
  });
  // An error of the source ends the parser with it, so that the loop below throws it.
  const source = Readable.from(text);
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let read: RowReader | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRow>) {
      if (read === undefined) read = rowReader(mapping, new CsvHeader(record));
      else yield* read(record, firstLine(record, info.lines));
    }
  } catch (error) {
    throw csvFailure(error);
  }
  if (read === undefined) throw new LogUnreadableError('The file is empty; a CSV log begins with a header line.');
}

/** Line in which a row begins that ends in this one: cells may hold line breaks. */
function firstLine(record: readonly string[], last: number): number {
  let line = last;
  for (const cell of record) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) line -= 1;
  }
  return line;
}

function csvFailure(error: unknown): unknown {
  if (error instanceof CsvMappingError || error instanceof LogUnreadableError) return error;
  const line = error instanceof CsvError ? Number(error['lines']) : Number.NaN;
  const where = Number.isFinite(line) ? `Line ${line}` : 'The file';
  return new LogUnreadableError(`${where} is not CSV: ${csvProblem(error)}.`, { cause: error });
}

function csvProblem(error: unknown): string {
  const code = error instanceof CsvError ? error.code : undefined;
  switch (code) {
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'text follows the quote that closes a cell; a quote within a cell is doubled ("")';
    case 'INVALID_OPENING_QUOTE':
      return 'a quote stands in the middle of a cell that does not begin with one; quote the cell and double the quote ("")';
    case 'CSV_MAX_RECORD_SIZE':
      return `a row has more than ${LONGEST_PIECE.toLocaleString('en')} characters; a quote that opens a cell may not be closed`;
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote that opens a cell is not closed before the file ends';
    default:
      return errorMessage(error);
  }
}
