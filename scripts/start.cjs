#!/usr/bin/env node
// npm start: all the set-up a fresh clone needs, then the server.
'use strict';
require('./set-up/index.cjs').setUp({ withConsole: true });
require('./set-up/run-main.cjs').runMain('apps/ledger/src/main.js');
