import type { ReadModelDatabase } from './database/read-model-database';
import type { SlotTables } from './database/slot-tables';
import { columnsOf, type ProjectionTable } from './database/table-declaration';
import { projectionDigest, rowsByKey } from './digest';

/** SHA-256 of a projection's rows, live and built anew. */
export interface ComparedDigests {
  readonly live: string;
  readonly built: string;
  /** Where the rows part, where they do: what to look at first. */
  readonly firstDifference?: RowKey;
}

/** A row of the read models. */
export interface RowKey {
  readonly table: string;
  /** Columns of the table's key. */
  readonly key: Readonly<Record<string, unknown>>;
}

/** Live rows are not what the ledger says: a rebuild leaves them for somebody to look at. */
export class RebuildMismatchError extends Error {
  override readonly name = 'RebuildMismatchError';
  constructor(
    projections: readonly string[],
    readonly digests: Readonly<Record<string, ComparedDigests>>,
  ) {
    super(
      `The live rows of ${projections.join(', ')} are not what the ledger gives, so that nothing was switched: ` +
        'look at the first difference, then rebuild with acceptMismatch to take what the ledger gives.',
    );
  }
}

/** Takes the digests of live projections and of those in a slot. To be called while neither is written. */
export async function compareWithLive(
  database: ReadModelDatabase,
  projections: readonly string[],
  built: SlotTables,
): Promise<Readonly<Record<string, ComparedDigests>>> {
  const compared: Record<string, ComparedDigests> = {};
  for (const name of projections) {
    const digests = {
      live: await projectionDigest(database, name),
      built: await projectionDigest(database, name, built),
    };
    const difference = digests.live === digests.built ? undefined : await firstDifference(database, name, built);
    compared[name] = { ...digests, ...(difference && { firstDifference: difference }) };
  }
  return compared;
}

async function firstDifference(
  database: ReadModelDatabase,
  name: string,
  built: SlotTables,
): Promise<RowKey | undefined> {
  for (const table of database.projections.find((projection) => projection.name === name)?.tables ?? []) {
    const ours = rowsByKey(database, database.db, table)[Symbol.asyncIterator]();
    const theirs = rowsByKey(database, built.db, table)[Symbol.asyncIterator]();
    for (;;) {
      const [mine, other] = [await ours.next(), await theirs.next()];
      if (mine.done === true && other.done === true) break;
      const [row, otherRow] = [
        mine.done === true ? undefined : mine.value,
        other.done === true ? undefined : other.value,
      ];
      if (JSON.stringify(row) === JSON.stringify(otherRow)) continue;
      const keys = [row, otherRow].flatMap((values) => (values === undefined ? [] : [keyOf(table, values)]));
      // Rows come in the order of their keys: the lesser of two is missing on the other side.
      const [first] = keys.sort((a, b) => compareKeys(Object.values(a), Object.values(b)));
      return first && { table: table.table, key: first };
    }
  }
  return undefined;
}

function keyOf(table: ProjectionTable, row: readonly unknown[]): Readonly<Record<string, unknown>> {
  const columns = columnsOf(table);
  return Object.fromEntries(table.key.map((column) => [column, row[columns.indexOf(column)]]));
}

/** As the databases order keys: numbers by size, texts by their bytes. */
function compareKeys(a: readonly unknown[], b: readonly unknown[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index];
    const order =
      typeof value === 'number' && typeof other === 'number'
        ? value - other
        : Buffer.compare(Buffer.from(String(value)), Buffer.from(String(other)));
    if (order !== 0) return order;
  }
  return 0;
}
