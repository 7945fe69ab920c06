import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { instantReader } from '../instant';
import { LogUnreadableError, type LogItem, type LogValue } from '../log-event';
import { CsvMappingError, type CsvMapping } from './csv-mapping';

type Row = Record<string, string>;

function columnsOf(mapping: CsvMapping): string[] {
  const time = typeof mapping.occurredAt === 'string' ? mapping.occurredAt : mapping.occurredAt.column;
  const optional = [mapping.channel, mapping.customerId, mapping.resource].filter((column) => column !== undefined);
  return [mapping.caseId, mapping.activity, time, ...optional, ...(mapping.context ?? [])];
}

/** The header as it stands, after checking that the mapping's columns are in it. */
function checkedHeader(header: readonly string[], mapping: CsvMapping): string[] {
  const missing = columnsOf(mapping).find((column) => !header.includes(column));
  if (missing !== undefined) {
    throw new CsvMappingError(`The file has no column ${JSON.stringify(missing)}; it has ${header.join(', ')}.`);
  }
  return [...header];
}

/** Turns rows into events, by the mapping. */
function rowReader(mapping: CsvMapping): (row: Row, place: number) => LogItem {
  const time = typeof mapping.occurredAt === 'string' ? { column: mapping.occurredAt } : mapping.occurredAt;
  const instantOf = instantReader(time);
  const value = (row: Row, column: string | undefined): string | undefined => {
    const text = column === undefined ? undefined : row[column];
    return text === undefined || text === '' || text === mapping.missing ? undefined : text;
  };
  return (row, place) => {
    const caseId = value(row, mapping.caseId);
    const activity = value(row, mapping.activity);
    const written = value(row, time.column);
    if (caseId === undefined || activity === undefined || written === undefined) {
      const lacking = caseId === undefined ? mapping.caseId : activity === undefined ? mapping.activity : time.column;
      return {
        refusal: {
          place,
          ...(caseId && { caseId }),
          code: 'EVENT_INCOMPLETE',
          reason: `Line ${place} has no ${lacking}; every line needs one.`,
        },
      };
    }
    const occurredAt = instantOf(written);
    if (occurredAt === undefined) {
      const expected = time.format ?? 'ISO 8601';
      return {
        refusal: {
          place,
          caseId,
          code: 'TIME_UNREADABLE',
          reason: `${time.column} of line ${place} reads ${JSON.stringify(written)}; ${expected} is expected.`,
        },
      };
    }
    const attributes: Record<string, LogValue> = {};
    for (const column of mapping.context ?? []) {
      const text = value(row, column);
      if (text !== undefined) attributes[column] = text;
    }
    const [channel, customerId, resource] = [mapping.channel, mapping.customerId, mapping.resource].map((column) =>
      value(row, column),
    );
    return {
      event: {
        caseId,
        activity,
        occurredAt,
        ...(channel !== undefined && { channel }),
        ...(customerId !== undefined && { customerId }),
        ...(resource !== undefined && { resource }),
        attributes,
        caseAttributes: {},
        place,
      },
    };
  };
}

/** Reads a CSV log with a header line as a stream (RFC 4180, lenient about quotes and a byte order mark). */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>, mapping: CsvMapping): AsyncGenerator<LogItem> {
  const parser = Readable.from(chunks).pipe(
    parse({
      bom: true,
      columns: (header: string[]) => checkedHeader(header, mapping),
      delimiter: mapping.delimiter ?? ',',
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }),
  );
  const read = rowReader(mapping);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: Row; info: { lines: number } }>) {
      yield read(record, info.lines);
    }
  } catch (error) {
    if (error instanceof CsvMappingError || error instanceof LogUnreadableError) throw error;
    throw new LogUnreadableError(
      `The file is not readable as CSV: ${error instanceof Error ? error.message : String(error)}.`,
      { cause: error },
    );
  }
}
