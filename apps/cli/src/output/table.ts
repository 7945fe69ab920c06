import type { Paint } from './palette';
import { printable } from './printable';

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
  readonly align?: 'left' | 'right';
  /** May be cut to make the table fit the screen. */
  readonly shrinks?: boolean;
  readonly paint?: (row: Row) => Paint | undefined;
}

const GAP = '  ';
const NARROWEST = 12;

/** Rows as aligned lines. Empty columns are dropped; in a known width those that may shrink are cut, widest first. */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  options: { readonly width?: number; readonly header?: Paint } = {},
): string {
  const cells = columns.map((column) => rows.map((row) => printable(column.value(row))));
  const shown = columns.map((_, index) => index).filter((index) => cells[index]?.some((cell) => cell !== ''));
  const widths = shown.map((index) =>
    Math.max(length(columns[index]?.title ?? ''), ...(cells[index] ?? []).map(length)),
  );
  fit(
    widths,
    shown.map((index) => columns[index]?.shrinks === true),
    options.width,
  );
  const line = (textOf: (index: number) => string, paintOf: (index: number) => Paint | undefined): string =>
    shown
      .map((index, place) => {
        const padded = pad(textOf(index), widths[place] ?? 0, columns[index]?.align ?? 'left');
        return paintOf(index)?.(padded) ?? padded;
      })
      .join(GAP)
      .trimEnd();
  const header = line(
    (index) => columns[index]?.title ?? '',
    () => options.header,
  );
  const body = rows.map((row, at) =>
    line(
      (index) => cells[index]?.[at] ?? '',
      (index) => columns[index]?.paint?.(row),
    ),
  );
  return [header, ...body].join('\n');
}

/** Names and values below each other, values aligned; without the empty ones. */
export function fields(pairs: readonly (readonly [name: string, value: string])[], name: Paint): string {
  const shown = pairs.filter(([, value]) => value !== '');
  const width = Math.max(0, ...shown.map(([title]) => length(title)));
  return shown.map(([title, value]) => `${name(title.padEnd(width))}${GAP}${value}`).join('\n');
}

function fit(widths: number[], shrinks: readonly boolean[], screen: number | undefined): void {
  if (screen === undefined) return;
  const total = (): number => widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1));
  while (total() > screen) {
    let widest = -1;
    for (const [index, width] of widths.entries()) {
      if (shrinks[index] && width > NARROWEST && width > (widths[widest] ?? 0)) widest = index;
    }
    if (widest === -1) return;
    widths[widest] = Math.max(NARROWEST, (widths[widest] ?? 0) - 1);
  }
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const characters = [...text];
  const cut = characters.length > width ? `${characters.slice(0, Math.max(0, width - 1)).join('')}…` : text;
  const space = ' '.repeat(Math.max(0, width - length(cut)));
  return align === 'right' ? space + cut : cut + space;
}

function length(text: string): number {
  return [...text].length;
}
