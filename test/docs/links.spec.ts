import { existsSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { docPages, pageText, tableRows } from '../support/doc-pages';
import { ROOT } from '../support/ledger-process';

const LINK = /\[[^\]]*\]\((?!https?:|mailto:)([^)\s]+)\)/g;
const FENCES = /^```.*?^```$/gms;

/** As GitHub makes them: lower case, without punctuation, dashes for blanks. */
function anchorsOf(page: string): readonly string[] {
  return [
    ...pageText(page)
      .replace(FENCES, '')
      .matchAll(/^#+ (.+)$/gm),
  ].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** What is wrong with a link of a page, or nothing. */
function faultOf(page: string, target: string): string | undefined {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path));
  if (!existsSync(join(ROOT, file))) return `${target}: there is no ${file}`;
  if (anchor !== undefined && !anchorsOf(file).includes(anchor)) return `${target}: ${file} has no heading ${anchor}`;
  return undefined;
}

describe('the links of the documentation', () => {
  it.each(docPages())('in %s lead somewhere', (page) => {
    const targets = [...pageText(page).replace(FENCES, '').matchAll(LINK)].map((match) => match[1] ?? '');
    expect(targets.map((target) => faultOf(page, target)).filter((fault) => fault !== undefined)).toEqual([]);
  });

  it('reach every page of docs from its README', () => {
    const reached = new Set(['docs/README.md']);
    for (const page of reached) {
      for (const [, target = ''] of pageText(page).replace(FENCES, '').matchAll(LINK)) {
        const file = relative(ROOT, join(ROOT, dirname(page), target.split('#')[0] ?? ''));
        if (file.startsWith('docs') && file.endsWith('.md') && existsSync(join(ROOT, file))) reached.add(file);
      }
    }
    expect(docPages().filter((page) => page.startsWith('docs') && !reached.has(page))).toEqual([]);
  });

  it('are found', () => {
    expect(pageText('README.md')).toMatch(LINK);
  });
});

describe('the paths that pages name', () => {
  const PATH = /`((?:apps|bench|definitions|deploy|docs|libs|scripts|test)\/[\w./-]+)`/g;
  /** What a run makes. */
  const MADE = /^bench\/results\//;

  it.each(docPages())('in %s exist', (page) => {
    const paths = [...pageText(page).matchAll(PATH)].map((match) => match[1] ?? '');
    expect(paths.filter((path) => !MADE.test(path) && !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe('the list of decisions', () => {
  it('has the title of each', () => {
    const decisions = docPages().filter((page) => /^docs\/adr\/\d/.test(page));
    const rows = tableRows('docs/adr/README.md', '# Decisions');
    const listed = rows.map(([link = '', title]) => `${/\((.*)\)/.exec(link)?.[1]}: ${title}`);
    const titled = decisions.map((page) => `${basename(page)}: ${/^# \d{4}: (.*)$/m.exec(pageText(page))?.[1]}`);
    expect(listed.sort()).toEqual(titled.sort());
  });
});
