import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './ledger-process';

/** A fenced block of a page: `lang` and `mark` stand behind the fence, as in `yaml definition`. */
export interface DocBlock {
  readonly lang: string;
  readonly mark: string;
  readonly text: string;
  /** Line of the fence, from 1. */
  readonly line: number;
}

const FENCED = /^```(?<lang>\w+)?(?: (?<mark>[^\n]+))?\n(?<text>.*?)^```$/gms;

/** README, CHANGELOG, CONTRIBUTING and everything under `docs`, as paths from the root. */
export function docPages(): readonly string[] {
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file));
  return ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', ...docs];
}

export function pageText(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

export function blocksOf(page: string): readonly DocBlock[] {
  const text = pageText(page);
  return [...text.matchAll(FENCED)].map(({ groups, index }) => ({
    lang: groups?.['lang'] ?? '',
    mark: groups?.['mark'] ?? '',
    text: groups?.['text'] ?? '',
    line: text.slice(0, index).split('\n').length,
  }));
}

/** Rows of the tables of a page, without their heads, each as its cells. */
export function tableRows(page: string, heading: string): readonly (readonly string[])[] {
  const section = sectionOf(pageText(page), heading);
  const lines = section.split('\n');
  const isRule = (line = ''): boolean => /^\|[ :-]+\|/.test(line);
  return lines
    .filter((line, index) => line.startsWith('|') && !isRule(line) && !isRule(lines[index + 1]))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    );
}

/** The names in backticks of a cell. */
export function codeNames(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
}

/** Text below a heading, up to the next one of its level or above. */
function sectionOf(text: string, heading: string): string {
  const lines = text.split('\n');
  const start = lines.indexOf(heading);
  if (start < 0) throw new Error(`The page has no heading ${heading}`);
  const level = heading.indexOf(' ');
  const length = lines.slice(start + 1).findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level);
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n');
}
