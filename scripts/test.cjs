#!/usr/bin/env node
// npm test: all the set-up a fresh clone needs, then every spec and, beside them, every check. Options go to Jest.
'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { setUp } = require('./set-up/index.cjs');
const { Tally } = require('./checks/tally.cjs');

async function checks(tally) {
  await tally.check('Types and lint', 'oxlint/bin/oxlint', []);
  await tally.check('Lint', 'eslint/bin/eslint.js', ['.']);
  await tally.check('Format', 'prettier/bin/prettier.cjs', ['--check', '.', '--log-level', 'warn']);
  await tally.check('Words', path.join(__dirname, 'checks', 'words.cjs'), []);
  await tally.check('Arrows', 'dependency-cruiser/bin/dependency-cruise.mjs', [
    'apps',
    'libs',
    'test',
    'bench',
    '--config',
    '.dependency-cruiser.cjs',
  ]);
}

/** The specs, and whether each documented reply was validated by one of them. */
async function specs(tally, options) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ledger-replies-'));
  const jest = ['node_modules/jest/bin/jest.js', '--maxWorkers=2', ...options];
  await tally.counted('Specs', jest, { LEDGER_REPLIES_DIR: folder });
  // Options may leave specs out, and then some replies with them.
  if (options.length === 0) await tally.check('Replies', path.join(__dirname, 'checks', 'replies.cjs'), [folder]);
  fs.rmSync(folder, { recursive: true, force: true });
}

async function main() {
  const tally = new Tally();
  setUp({
    withConsole: true,
    forTests: true,
    onFailure: () => {
      tally.fail('Set-up');
      process.exit(tally.finish());
    },
  });
  // Specs wait often, for servers and clocks; the checks take the processor meanwhile.
  await Promise.all([specs(tally, process.argv.slice(2)), checks(tally)]);
  process.exitCode = tally.finish();
}

void main();
