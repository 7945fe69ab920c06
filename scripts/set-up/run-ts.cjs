'use strict';
const path = require('node:path');
const { ROOT, run } = require('./run.cjs');

/**
 * Runs a TypeScript file of this checkout, with the names `@ledger/<lib>`, and gives its exit code. Node.js processes
 * that it starts with `-r @swc-node/register` know these names too.
 */
function runTs(file, args, env = {}) {
  return run(process.execPath, ['-r', '@swc-node/register', file, ...args], {
    stdio: 'inherit',
    env: { ...process.env, SWC_NODE_PROJECT: path.join(ROOT, 'scripts', 'run', 'tsconfig.json'), ...env },
  });
}

module.exports = { runTs };
