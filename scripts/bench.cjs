#!/usr/bin/env node
// npm run bench -- [part of a name ...]: runs bench/*.bench.ts, or those whose names hold one of the parts.
'use strict';
require('./set-up/index.cjs').setUp({ forTests: true });
const fs = require('node:fs');
const path = require('node:path');
const { ROOT } = require('./set-up/run.cjs');
const { runTs } = require('./set-up/run-ts.cjs');

const wanted = process.argv.slice(2);
const benches = fs
  .readdirSync(path.join(ROOT, 'bench'))
  .filter((file) => file.endsWith('.bench.ts'))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));

for (const file of benches) {
  console.log(`\n== ${file}`);
  if (runTs(path.join('bench', file), []) !== 0) process.exitCode = 1;
}
