import type { ReactNode } from 'react';

type Cell<Row> = (row: Row) => ReactNode;

/** What stands in each column, by its heading; numbers stand below each other. */
export type Columns<Row> = Readonly<Record<string, Cell<Row> | { readonly number: Cell<Row> }>>;

interface TableProps<Row> {
  /** Says what the table lists, for those who do not see it. */
  readonly label: string;
  readonly columns: Columns<Row>;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Stands in place of a table without rows. */
  readonly empty?: ReactNode;
  /** Class names of a row. */
  readonly lookOf?: (row: Row) => string | undefined;
}

/** The column of the version that a report compares with, if it does. */
export function versus<Row>(comparison: { readonly version: number } | undefined, number: Cell<Row>): Columns<Row> {
  return comparison === undefined ? {} : { [`Version ${comparison.version}`]: { number } };
}

export function Table<Row>({ label, columns, rows, keyOf, empty, lookOf }: TableProps<Row>): ReactNode {
  if (rows.length === 0 && empty !== undefined) return empty;
  const shown = Object.entries(columns).map(([head, cell]) =>
    typeof cell === 'function' ? { head, cell, look: undefined } : { head, cell: cell.number, look: 'number' },
  );
  return (
    <div className="scroll">
      <table aria-label={label}>
        <thead>
          <tr>
            {shown.map(({ head, look }) => (
              <th key={head} scope="col" className={look}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className={lookOf?.(row)}>
              {shown.map(({ head, cell, look }) => (
                <td key={head} className={look}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
