import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
}

interface TableProps<Row> {
  /** Says what the table lists, for those who do not see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Stands in place of a table without rows. */
  readonly empty?: ReactNode;
  /** Class names of a row. */
  readonly lookOf?: (row: Row) => string | undefined;
}

/** The column of the version that a report compares with, if it does. */
export function versus<Row>(
  comparison: { readonly version: number } | undefined,
  cell: (row: Row) => ReactNode,
): Column<Row>[] {
  return comparison === undefined ? [] : [{ head: `Version ${comparison.version}`, isNumber: true, cell }];
}

export function Table<Row>({ label, columns, rows, keyOf, empty, lookOf }: TableProps<Row>): ReactNode {
  if (rows.length === 0 && empty !== undefined) return empty;
  return (
    <div className="scroll">
      <table aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ head, isNumber }) => (
              <th key={head} scope="col" className={isNumber ? 'number' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className={lookOf?.(row)}>
              {columns.map(({ head, cell, isNumber }) => (
                <td key={head} className={isNumber ? 'number' : undefined}>
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
