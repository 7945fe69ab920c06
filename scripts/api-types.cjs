#!/usr/bin/env node
// npm run api-types: writes the API document of the code (docs/reference/openapi.json) and the types of the client and the console.
'use strict';
require('./set-up/index.cjs').setUp({ forTests: true });
const { runTs } = require('./set-up/run-ts.cjs');

process.exitCode = runTs('test/api-document/write.ts', []);
