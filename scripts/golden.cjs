#!/usr/bin/env node
// npm run golden -- v2: records the histories of test/golden in a new folder.
'use strict';
require('./set-up/index.cjs').setUp({ forTests: true });
const { runTs } = require('./set-up/run-ts.cjs');

process.exitCode = runTs('test/golden/recording/record.ts', process.argv.slice(2));
