import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildLedger, ROOT } from '../support/ledger-process';

const BUILT = join(ROOT, 'dist', 'apps', 'console');
const SOURCE = join(ROOT, 'apps', 'console');
const KB = 1_000;

/** Bytes of a file as a browser receives it. */
function compressed(file: string): number {
  return statSync(join(BUILT, `${file}.gz`)).size;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('the built console', () => {
  beforeAll(buildLedger);

  it('loads with at most 150 kB, and all its pages with at most 400 kB', () => {
    const html = readFileSync(join(BUILT, 'index.html'), 'utf8');
    const first = [...html.matchAll(/(?:src|href)="\/([^"]+)"/g)].map(([, file = '']) => file);
    const loaded = ['index.html', ...first].reduce((sum, file) => sum + compressed(file), 0);
    const all = filesIn(BUILT).filter((file) => file.endsWith('.gz'));
    expect(first.length).toBeGreaterThan(2);
    expect(loaded).toBeLessThan(150 * KB);
    expect(all.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(400 * KB);
  });

  it('has nothing inline that the policy of its page would refuse, and nothing from elsewhere', () => {
    const html = readFileSync(join(BUILT, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<style|<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=/);
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  /** docs/adr/0018-lines-of-the-console.md */
  it('is written in fewer than 8,000 lines of TypeScript, and 1,100 for the settings', () => {
    const written = filesIn(join(SOURCE, 'src')).filter((file) => /\.tsx?$/.test(file) && !file.includes('generated'));
    const lines = (files: readonly string[]): number =>
      files.reduce((sum, file) => sum + readFileSync(file, 'utf8').split('\n').length - 1, 0);
    const apart = written.filter((file) => /[\\/]pages[\\/](settings|readers)[\\/]/.test(file));
    expect(apart.length).toBeGreaterThan(0);
    expect(lines(apart)).toBeLessThan(1_100);
    expect(lines(written) - lines(apart)).toBeLessThan(8_000);
  });
});
