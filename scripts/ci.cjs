#!/usr/bin/env node
// .ci/run: npm test, then longer rounds of what depends on chance or takes minutes.
'use strict';
require('./set-up/node-version.cjs').requireNodeVersion();
const path = require('node:path');
const { specsOfOpenProperties } = require('./checks/specs.cjs');
const { Tally } = require('./checks/tally.cjs');

const CRASH_ROUNDS = process.env.CRASH_ROUNDS ?? '30';
const PROPERTY_RUNS = process.env.FC_NUM_RUNS ?? '500';

const jest = (workers, ...args) => ['node_modules/jest/bin/jest.js', `--maxWorkers=${workers}`, ...args];

async function properties(tally) {
  const specs = ['--runTestsByPath', ...specsOfOpenProperties()];
  await tally.counted('Property tests, longer', jest(1, ...specs), { FC_NUM_RUNS: PROPERTY_RUNS }, 'at its end');
}

async function crashes(tally) {
  await tally.counted('Crash rounds', ['scripts/crash.cjs', '--rounds', CRASH_ROUNDS], {}, 'at its end');
}

async function main() {
  const tally = new Tally();
  await Promise.all([
    tally.counted('npm test', ['scripts/test.cjs'], { FC_NUM_RUNS: '' }),
    tally.check('Other versions of Node.js', path.join(__dirname, 'runtimes.cjs'), []),
  ]);
  // What is killed, and what waits for timers, leaves a processor idle for the round beside it.
  await Promise.all([
    tally.counted('Long logs, outages, crashes, and Node.js 20, 22 and 24', jest(2, '\\.long\\.'), {
      LONG_ROUNDS: '1',
      SCALE_OUT_OUTAGE_MS: '10000',
    }),
    properties(tally).then(() => crashes(tally)),
  ]);
  process.exitCode = tally.finish();
}

void main();
