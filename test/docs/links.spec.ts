import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { docPages, pageText } from '../support/doc-pages';
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

  it('are taken from pages that exist', () => {
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toMatch(LINK);
  });
});
