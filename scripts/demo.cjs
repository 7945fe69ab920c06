#!/usr/bin/env node
// npm run demo: all the set-up a fresh clone needs, then a server with a day of traffic.
'use strict';
require('./set-up/index.cjs').setUp({ withConsole: true });
require('./set-up/run-main.cjs').runMain('apps/demo/src/main.js');
