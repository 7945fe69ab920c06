#!/usr/bin/env node
// npm run bench:peers -- [options]: installs what the ledger is measured against, and measures it; --help tells more.
'use strict';
require('./set-up/index.cjs').setUp({ forTests: true });
const path = require('node:path');
const { NPM, run } = require('./set-up/run.cjs');
const { runTs } = require('./set-up/run-ts.cjs');

const options = process.argv.slice(2);
// Without their scripts: one would download a program from elsewhere than the registry, none is needed.
const install = ['ci', '--prefix', path.join('bench', 'peers'), '--ignore-scripts', '--no-audit', '--no-fund'];
const isInstalled = options.includes('--help') || run(NPM, install) === 0;
process.exitCode = isInstalled ? runTs(path.join('bench', 'peers.bench.ts'), options) : 1;
