'use strict';
const path = require('node:path');
const { ROOT, run } = require('./run.cjs');

/** Runs a TypeScript file of this checkout as it stands, and gives its exit code. */
function runTs(file, args, env = {}) {
  return run(process.execPath, ['-r', path.join(ROOT, 'scripts', 'run', 'register.cjs'), file, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
}

module.exports = { runTs };
