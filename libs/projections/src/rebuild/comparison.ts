import { defined, NamedError } from '@ledger/plain-data';
import type { SlotTables } from '../database/slot-tables';
import { columnsOf, type ProjectionTable } from '../database/tables/declare-table';
import type { ReadModelDatabase } from '../delivery/read-model-database';
import { DigestOfPages, digestPages, rowsByKey } from './digest';

/** Some ten thousand rows: a fraction of a second. */
const PAGES_BETWEEN_CHECKS = 20;

/** SHA-256 of a projection's rows, live and rebuilt. */
export interface ComparedDigests {
  readonly live: string;
  readonly built: string;
  /** The first row that differs, if any: what to look at first. */
  readonly firstDifference?: RowKey;
}

/** A row of the read models. */
export interface RowKey {
  readonly table: string;
  /** Columns of the table's key. */
  readonly key: Readonly<Record<string, unknown>>;
}

/** Live rows are not what the ledger gives: a rebuild leaves them for an operator to look at. */
export class RebuildMismatchError extends NamedError {
  constructor(
    projections: readonly string[],
    readonly digests: Readonly<Record<string, ComparedDigests>>,
  ) {
    super(
      `The live rows of ${projections.join(', ')} differ from what the ledger gives; nothing was switched. ` +
        'Look at the first difference, then rebuild with acceptMismatch to use what the ledger gives.',
    );
  }
}

/** Digests of live tables and a slot's, while neither is written. `assertOpen` may end the comparison. */
export async function compareWithLive(
  database: ReadModelDatabase,
  projections: readonly string[],
  built: SlotTables,
  assertOpen: () => Promise<void>,
): Promise<Readonly<Record<string, ComparedDigests>>> {
  const compared: Record<string, ComparedDigests> = {};
  for (const { name, tables } of database.projections) {
    if (projections.includes(name)) compared[name] = await compareTables(database, tables, built, assertOpen);
  }
  return compared;
}

async function compareTables(
  database: ReadModelDatabase,
  tables: readonly ProjectionTable[],
  built: SlotTables,
  assertOpen: () => Promise<void>,
): Promise<ComparedDigests> {
  const [ours, theirs] = [new DigestOfPages(), new DigestOfPages()];
  let firstDifference: RowKey | undefined;
  for (const table of tables) {
    let isEqual = true;
    let pages = 0;
    for await (const [mine, other] of inStep(
      digestPages(database, database.db, table),
      digestPages(database, built.db, table),
    )) {
      if (mine !== undefined) ours.add(mine);
      if (other !== undefined) theirs.add(other);
      if (isEqual && mine?.digest !== other?.digest) {
        isEqual = false;
        firstDifference ??= await differenceAfter(database, built, table, (mine ?? other)?.after);
      }
      if (pages++ % PAGES_BETWEEN_CHECKS === 0) await assertOpen();
    }
  }
  return defined({ live: ours.hex(), built: theirs.hex(), firstDifference });
}

/** @param after key up to which the rows are the same on both sides. */
async function differenceAfter(
  database: ReadModelDatabase,
  built: SlotTables,
  table: ProjectionTable,
  after: readonly unknown[] | undefined,
): Promise<RowKey | undefined> {
  for await (const [row, otherRow] of inStep(
    rowsByKey(database, database.db, table, after),
    rowsByKey(database, built.db, table, after),
  )) {
    if (JSON.stringify(row) === JSON.stringify(otherRow)) continue;
    const keys = [row, otherRow].flatMap((values) => (values === undefined ? [] : [keyOf(table, values)]));
    // Rows come in the order of their keys: the lesser of two keys is missing on the other side.
    const [first] = keys.sort((a, b) => compareKeys(Object.values(a), Object.values(b)));
    return first && { table: table.name, key: first };
  }
  return undefined;
}

/** Two sequences side by side, read in parallel; undefined for the one that has ended. */
async function* inStep<T>(
  one: AsyncIterable<T>,
  other: AsyncIterable<T>,
): AsyncIterable<readonly [T | undefined, T | undefined]> {
  const [ours, theirs] = [one[Symbol.asyncIterator](), other[Symbol.asyncIterator]()];
  for (;;) {
    const [mine, its] = await Promise.all([ours.next(), theirs.next()]);
    if (mine.done === true && its.done === true) return;
    yield [mine.done === true ? undefined : mine.value, its.done === true ? undefined : its.value];
  }
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
