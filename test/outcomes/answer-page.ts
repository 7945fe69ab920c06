import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeNames, tableRows } from '../support/doc-pages';
import { ROOT } from '../support/ledger-process';
import type { AnswerTable } from './answers';
import { SITUATION_NAMES, SITUATIONS, type Answer, type Meeting } from './situations';

export const PAGE = 'docs/reference/outcomes.md';
const BEGIN = '<!-- answers: written by `npm run outcomes` -->';
const END = '<!-- end of the answers -->';

/** The page with these tables of answers. */
export function pageWith(tables: readonly AnswerTable[]): string {
  const text = readFileSync(join(ROOT, PAGE), 'utf8');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${PAGE} has no place for the answers, between ${BEGIN} and ${END}.`);
  const written = tables.map(tableText).join('\n\n');
  return `${text.slice(0, begin)}${BEGIN}\n\n${written}\n\n${text.slice(end)}`;
}

/** Outcomes and codes that are answered and of which the page does not say what to do next. */
export function withoutNext(tables: readonly AnswerTable[]): readonly string[] {
  const told = new Set(
    ['## What a flow should branch on', '## Reason codes'].flatMap((heading) =>
      tableRows(PAGE, heading).flatMap(([first = '']) => codeNames(first)),
    ),
  );
  const answers = tables.flatMap(({ columns }) => columns.flatMap((column) => Object.values(column.answers)));
  const needed = answers.flatMap(({ outcome, code }) => [outcome, code]).filter((name) => name !== '');
  return [...new Set(needed)].filter((name) => !told.has(name));
}

function tableText({ heading, columns }: AnswerTable): string {
  const met = SITUATION_NAMES.filter((situation) => columns.some(({ answers }) => answers[situation]));
  const rows = met.map((situation) => [
    SITUATIONS[situation],
    ...columns.map(({ answers }) => cell(answers[situation])),
  ]);
  const head = ['situation', ...columns.map(({ name }) => name)];
  return `### ${heading}\n\n${tableLines([head, ...rows]).join('\n')}`;
}

const LINE_WIDTH = 120;

/** As the formatter wants it: columns of one width, unless a line would be too long. */
function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) => Math.max(3, ...rows.map((cells) => cells[column]?.length ?? 0)));
  const isNarrow = widths.reduce((sum, width) => sum + width + 3, 1) <= LINE_WIDTH;
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((text, column) => (isNarrow ? text.padEnd(widths[column] ?? 0) : text)).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(isNarrow ? width : 3)));
  return [line(head), rule, ...body.map(line)];
}

function cell(answer: Answer | undefined): string {
  if (answer === undefined) return '';
  const { status, outcome, code, replayed } = answer;
  const words = [String(status), outcome, code === outcome ? '' : code].filter((word) => word !== '').join(' ');
  return `${words}${replayed ? ', replayed' : ''}`;
}

/** Pairs of situations whose answers may not differ: who was faster decides nothing. */
export const RACES: readonly (readonly [Meeting, Meeting])[] = [['swept', 'late']];
