#!/usr/bin/env node
// npm test: all the set-up a fresh clone needs, then every check and every spec. Options go to Jest.
'use strict';
const { setUp } = require('./set-up/index.cjs');
const { Tally } = require('./checks/tally.cjs');

const tally = new Tally();
setUp(() => {
  tally.fail('Set-up');
  process.exit(tally.finish());
});
tally.check('Types', 'typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json']);
tally.check('Lint', 'eslint/bin/eslint.js', ['.']);
tally.check('Format', 'prettier/bin/prettier.cjs', ['--check', '.', '--log-level', 'warn']);
tally.check('Arrows', 'dependency-cruiser/bin/dependency-cruise.mjs', [
  ...['apps', 'libs', 'test', 'bench'],
  ...['--config', '.dependency-cruiser.cjs'],
]);
tally.counted('Specs', ['node_modules/jest/bin/jest.js', '--maxWorkers=2', ...process.argv.slice(2)]);
process.exitCode = tally.finish();
