import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { blocksOf, type DocBlock } from './doc-pages';
import { ROOT } from './ledger-process';

/**
 * Commands of a page that a reader would copy, marked `sh run`, and the answer that the page shows below them. Marked
 * `sh run soon` they depend on what the ledger does by itself, and are repeated until it has.
 */
export interface DocumentedStep {
  readonly line: number;
  readonly isRepeated: boolean;
  readonly script: string;
  /** `json answer`: members that the last line of the output has. `text answer`: the whole output. */
  readonly answer?: DocBlock;
}

/** The steps of a page in their order. */
export function stepsOf(page: string): readonly DocumentedStep[] {
  const blocks = blocksOf(page);
  return blocks.flatMap((block, index): DocumentedStep[] => {
    const { lang, mark, line, text: script } = block;
    if (lang !== 'sh' || !/^run\b/.test(mark)) return [];
    const next = blocks[index + 1];
    const isRepeated = mark === 'run soon';
    return [{ line, script, isRepeated, ...(next?.mark === 'answer' ? { answer: next } : {}) }];
  });
}

/** Definitions of a page that the reader saves, marked `definition <file>`: file name and text. */
export function savedDefinitions(page: string): readonly (readonly [file: string, text: string])[] {
  return blocksOf(page).flatMap(({ mark, text }): (readonly [string, string])[] => {
    const file = /^definition (\S+)$/.exec(mark)?.[1];
    return file === undefined ? [] : [[file, text]];
  });
}

/** A folder in which commands of pages run as a shell would run them, against this ledger. */
export class ReadersShell {
  readonly #env: NodeJS.ProcessEnv;

  constructor(
    readonly folder: string,
    ledger: { readonly url: string; readonly dataDir: string },
  ) {
    const bin = join(folder, '.bin');
    mkdirSync(bin);
    shim(join(bin, 'curl'), `exec "${process.execPath}" "${join(ROOT, 'test/support/shell/curl.cjs')}" "$@"`);
    shim(join(bin, 'npx'), `shift; exec "${process.execPath}" "${join(ROOT, 'dist/apps/cli/src/main.js')}" "$@"`);
    const { PATH = '', HOME, TMPDIR } = process.env;
    this.#env = {
      ...{ PATH: [bin, PATH].join(delimiter), HOME, TMPDIR, NODE_PATH: join(ROOT, 'node_modules') },
      ...{ LEDGER_URL: ledger.url, DATA_DIR: ledger.dataDir, NO_COLOR: '1' },
    };
  }

  /** What the commands print; throws with their complaint if one of them fails. */
  async run(script: string): Promise<string> {
    const child = spawn('sh', ['-e', '-c', script], {
      cwd: this.folder,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`These commands ended with ${code}:\n${script}\n${said.err}${said.out}`);
    return said.out;
  }
}

/** The last of the JSON objects that commands print one after the other. */
export function lastJson(output: string): unknown {
  const start = Math.max(output.lastIndexOf('}{') + 1, output.lastIndexOf('\n{') + 1, 0);
  return JSON.parse(output.slice(start));
}

function shim(path: string, command: string): void {
  writeFileSync(path, `#!/bin/sh\n${command}\n`);
  chmodSync(path, 0o755);
}
