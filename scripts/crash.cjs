#!/usr/bin/env node
// npm run crash -- --rounds N --seed S: kills the real server under load N times and checks what it still knows.
'use strict';
require('./set-up/index.cjs').setUp({ forTests: true });
const { parseArgs } = require('node:util');
const { run } = require('./set-up/run.cjs');

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string' } },
});
const seed = values.seed ?? String(Date.now() % 1_000_000_000);
console.log(`${values.rounds} rounds with seed ${seed}`);

process.exitCode = run(
  process.execPath,
  ['node_modules/jest/bin/jest.js', 'test/e2e/crash/crash.e2e.spec.ts', '--verbose=false'],
  {
    stdio: ['ignore', 1, 2],
    env: { ...process.env, CRASH_ROUNDS: values.rounds, CRASH_SEED: seed },
  },
);
