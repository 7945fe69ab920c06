#!/usr/bin/env node
// .ci/run: npm test, then longer rounds of what depends on chance.
'use strict';
require('./set-up/node-version.cjs').requireNodeVersion();
const { specsOfOpenProperties, specsThatMention } = require('./checks/specs.cjs');
const { Tally } = require('./checks/tally.cjs');

const CRASH_ROUNDS = process.env.CRASH_ROUNDS ?? '30';
const PROPERTY_RUNS = process.env.FC_NUM_RUNS ?? '1000';

async function main() {
  const tally = new Tally();
  await tally.counted('npm test', ['scripts/test.cjs'], { FC_NUM_RUNS: '' });
  await tally.counted(
    'Property tests, longer',
    ['node_modules/jest/bin/jest.js', '--maxWorkers=2', '--runTestsByPath', ...specsOfOpenProperties()],
    { FC_NUM_RUNS: PROPERTY_RUNS },
  );
  await tally.counted(
    'Real logs, the long ones',
    ['node_modules/jest/bin/jest.js', '--maxWorkers=1', '--runTestsByPath', ...specsThatMention('LONG_LOGS')],
    { LONG_LOGS: '1' },
  );
  await tally.counted(
    'Outages of ten seconds',
    ['node_modules/jest/bin/jest.js', '--maxWorkers=1', '--runTestsByPath', ...specsThatMention('SCALE_OUT_OUTAGE_MS')],
    { SCALE_OUT_OUTAGE_MS: '10000' },
  );
  await tally.counted('Crash rounds', ['scripts/crash.cjs', '--rounds', CRASH_ROUNDS]);
  process.exitCode = tally.finish();
}

void main();
