import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeMachine } from './machine';

/** One figure of a bench: a ratio against a baseline of the same run, or a figure with its bar. */
export interface Figure {
  readonly name: string;
  /** What was measured, with its unit. */
  readonly measured: string;
  /** What it is held against, from the same run. */
  readonly baseline: string;
  readonly value: number;
  /** Absent where a figure is only shown. */
  readonly bar?: { readonly atLeast: number } | { readonly below: number };
  readonly unit?: string;
}

export function meetsBar(figure: Figure): boolean {
  const { bar, value } = figure;
  if (bar === undefined) return true;
  return 'atLeast' in bar ? value >= bar.atLeast : value < bar.below;
}

function barText(figure: Figure): string {
  if (figure.bar === undefined) return 'none';
  const unit = figure.unit ? ` ${figure.unit}` : '';
  const bar =
    'atLeast' in figure.bar ? `≥ ${format(figure.bar.atLeast)}${unit}` : `< ${format(figure.bar.below)}${unit}`;
  return `${bar} ${meetsBar(figure) ? '✓' : '✗ missed'}`;
}

export function format(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en-US');
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}

/** A Markdown table of figures, headed by the machine. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(
    (f) =>
      `| ${f.name} | ${f.measured} | ${f.baseline} | **${format(f.value)}${f.unit ? ` ${f.unit}` : ''}** | ${barText(f)} |`,
  );
  return [
    `Taken on ${describeMachine()}.`,
    '',
    '| what | measured | against | figure | bar |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** Keeps a bench's figures as JSON under bench/results, so that the table can be printed again. */
export function keep(bench: string, figures: readonly object[]): void {
  const folder = join(__dirname, '..', 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${bench}.json`),
    JSON.stringify({ takenAt: new Date().toISOString(), machine: describeMachine(), figures }, null, 2),
  );
}
