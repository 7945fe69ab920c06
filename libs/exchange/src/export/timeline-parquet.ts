import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { SchemaElement } from 'hyparquet';
import type { ExportPages } from './export-row';
import { cellsOf, TIMELINE_COLUMNS, type Cell, type TimelineColumn } from './timeline-columns';

/** A row group is held in memory until it is written: as many rows, or as much text, as this. */
const ROWS_PER_GROUP = 5_000;
const CHARACTERS_PER_GROUP = 4_000_000;

type ParquetValue = string | bigint | Date | null;

/** The columns of `timeline.csv` as Apache Parquet: instants are TIMESTAMP (milliseconds, UTC), snappy, bounded row groups. */
export async function* timelineParquet(pages: ExportPages): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({ writer, schema: SCHEMA, createdBy: 'journey-ledger' });
  const columns = TIMELINE_COLUMNS.map(({ name, kind }) => ({ name, kind, data: [] as ParquetValue[] }));
  let rowsHeld = 0;
  let characters = 0;
  const writeGroup = async (): Promise<Uint8Array> => {
    await parquet.write({ columnData: columns, rowGroupSize: ROWS_PER_GROUP });
    for (const column of columns) column.data = [];
    rowsHeld = 0;
    characters = 0;
    return taken(writer);
  };
  for await (const rows of pages) {
    for (const row of rows) {
      const cells = cellsOf(row);
      for (const [index, { kind, data }] of columns.entries()) data.push(parquetValue(cells[index] ?? null, kind));
      rowsHeld += 1;
      characters += row.data.length;
      if (rowsHeld >= ROWS_PER_GROUP || characters >= CHARACTERS_PER_GROUP) yield await writeGroup();
    }
  }
  if (rowsHeld > 0) yield await writeGroup();
  await parquet.finish();
  yield taken(writer);
}

/** What has been written since the last call; the writer continues to count its offset in the file. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}

function parquetValue(cell: Cell, kind: TimelineColumn['kind']): ParquetValue {
  if (cell === null) return null;
  switch (kind) {
    case 'integer':
      return BigInt(cell);
    case 'instant':
      return new Date(cell);
    case 'text':
    case 'json':
      return String(cell);
  }
}

/** Both types: readers of the newer one would take the older for a time of any zone. */
const UTC_MILLIS = { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' } as const;

const SCHEMA: SchemaElement[] = [
  { name: 'timeline', num_children: TIMELINE_COLUMNS.length },
  ...TIMELINE_COLUMNS.map(({ name, kind }): SchemaElement => {
    const repetition_type = 'OPTIONAL';
    switch (kind) {
      case 'integer':
        return { name, type: 'INT64', repetition_type };
      case 'instant':
        return { name, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', logical_type: UTC_MILLIS, repetition_type };
      case 'text':
      case 'json':
        return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type };
    }
  }),
];
