'use strict';
const Module = require('node:module');
const path = require('node:path');
const { ROOT } = require('./run.cjs');

/** Continues in this process: signals reach it, its exit code is ours, and no parent outlives a kill. */
function runMain(program) {
  process.argv[1] = path.join(ROOT, 'dist', program);
  Module.runMain();
}

module.exports = { runMain };
