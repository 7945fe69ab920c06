#!/usr/bin/env node
// npm run build: installs what is missing and compiles what changed.
'use strict';
require('./set-up/index.cjs').setUp({ withConsole: true });
