#!/usr/bin/env node
// node scripts/runtimes.cjs: installs the versions of Node.js that test/runtimes runs, as packages of the npm registry.
'use strict';
const path = require('node:path');
const { NPM, run } = require('./set-up/run.cjs');

// Their scripts would fetch the same again by another way.
const prefix = path.join('test', 'runtimes');
process.exitCode = run(NPM, ['ci', '--prefix', prefix, '--ignore-scripts', '--no-audit', '--no-fund']);
