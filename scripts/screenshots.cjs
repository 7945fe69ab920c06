#!/usr/bin/env node
// npm run screenshots: takes the pictures of docs/guides/console.md from a ledger with some journeys.
'use strict';
require('./set-up/index.cjs').setUp({ withConsole: true, forTests: true });
const { runTs } = require('./set-up/run-ts.cjs');

process.exitCode = runTs('test/console/screenshots.ts', []);
