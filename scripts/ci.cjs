#!/usr/bin/env node
// .ci/run: npm test, then longer rounds of what depends on chance or takes minutes.
'use strict';
require('./set-up/node-version.cjs').requireNodeVersion();
const path = require('node:path');
const { specsOfOpenProperties } = require('./checks/specs.cjs');
const { Tally } = require('./checks/tally.cjs');

const CRASH_ROUNDS = process.env.CRASH_ROUNDS ?? '30';
const PROPERTY_RUNS = process.env.FC_NUM_RUNS ?? '500';

async function main() {
  const tally = new Tally();
  await tally.counted('npm test', ['scripts/test.cjs'], { FC_NUM_RUNS: '' });
  await tally.counted(
    'Property tests, longer',
    ['node_modules/jest/bin/jest.js', '--maxWorkers=2', '--runTestsByPath', ...specsOfOpenProperties()],
    { FC_NUM_RUNS: PROPERTY_RUNS },
  );
  await tally.check('Other versions of Node.js', path.join(__dirname, 'runtimes.cjs'), []);
  await tally.counted(
    'Long logs, outages, crashes, and Node.js 20, 22 and 24',
    ['node_modules/jest/bin/jest.js', '--maxWorkers=2', '\\.long\\.'],
    { LONG_ROUNDS: '1', SCALE_OUT_OUTAGE_MS: '10000' },
  );
  await tally.counted('Crash rounds', ['scripts/crash.cjs', '--rounds', CRASH_ROUNDS]);
  process.exitCode = tally.finish();
}

void main();
