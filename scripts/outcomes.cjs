#!/usr/bin/env node
// npm run outcomes: writes the answers of a running ledger into docs/reference/outcomes.md.
'use strict';
require('./set-up/index.cjs').setUp({ forTests: true });
const { runTs } = require('./set-up/run-ts.cjs');

process.exitCode = runTs('test/outcomes/write.ts', []);
