interface ValuesOf {
  readonly text: string;
  /** Text compared byte by byte. */
  readonly ordered: string;
  /** 64 bits. May be read as text from a database whose 64-bit integers do not fit a number: use `Number(…)`. */
  readonly integer: number;
}

/** With a `?` behind it: may be null. */
export type ColumnType = keyof ValuesOf | `${keyof ValuesOf}?`;

type ValueOf<Type extends ColumnType> = Type extends `${infer Plain extends keyof ValuesOf}?`
  ? ValuesOf[Plain] | null
  : Type extends keyof ValuesOf
    ? ValuesOf[Type]
    : never;

type Columns = Readonly<Record<string, ColumnType>>;

export interface IndexDeclaration<Column extends string = string> {
  readonly columns: readonly Column[];
  /** Leaves out rows in which this column is null. */
  readonly whereNotNull?: Column;
  /** Holds only rows in which this column is null. */
  readonly whereNull?: Column;
}

/** A table declared once: its rows, statements and digest follow from it; the digest from the order of the columns. */
export interface ProjectionTable {
  readonly name: string;
  readonly columns: Columns;
  readonly key: readonly string[];
  readonly indexes: readonly IndexDeclaration[];
  /** Read along its key row by row, and written near its end: stored in the order of its key if the database can do that. */
  readonly isClustered?: true;
  /** The column that finds a journey's rows: its session id, or a position of its events. Omitted if there is none. */
  readonly ofJourney?: 'session_id' | 'journey_position';
}

interface DeclaredTable<Name extends string, OfTable extends Columns, Key extends string> extends ProjectionTable {
  readonly name: Name;
  readonly columns: OfTable;
  readonly key: readonly Key[];
}

/** A row as it is written; as it is read but for `integer`. */
export type RowOf<Table extends ProjectionTable> = {
  readonly [Column in keyof Table['columns']]: ValueOf<Table['columns'][Column]>;
};

export type KeyOf<Table extends ProjectionTable> = Pick<RowOf<Table>, Table['key'][number]>;

export type ColumnOf<Table extends ProjectionTable> = keyof Table['columns'] & string;

/** The tables of a projection, whose names in the database carry its version. */
export interface VersionedTables {
  readonly name: string;
  /** Raised whenever its rows would come out differently: the rows of another version are never built upon. */
  readonly version: number;
  readonly tables: readonly ProjectionTable[];
}

export function declareTable<
  const Name extends string,
  const OfTable extends Columns,
  const Key extends keyof OfTable & string,
>(
  declaration: DeclaredTable<Name, OfTable, Key> & {
    readonly indexes: readonly IndexDeclaration<keyof OfTable & string>[];
  },
): DeclaredTable<Name, OfTable, Key> {
  return declaration;
}

export function columnsOf<Table extends ProjectionTable>({ columns }: Table): readonly ColumnOf<Table>[] {
  return Object.keys(columns);
}

/** What a row may change when it is written again: all columns but those of its key and these. */
export function columnsBut<Table extends ProjectionTable>(
  table: Table,
  ...writtenOnce: readonly ColumnOf<Table>[]
): readonly ColumnOf<Table>[] {
  const fixed = new Set<string>([...table.key, ...writtenOnce]);
  return columnsOf(table).filter((column) => !fixed.has(column));
}
