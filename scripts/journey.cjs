#!/usr/bin/env node
// npx journey: the command line, set up on first use.
'use strict';
require('./set-up/index.cjs').setUp();
require('./set-up/run-main.cjs').runMain('apps/cli/src/main.js');
