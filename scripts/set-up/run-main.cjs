'use strict';
const Module = require('node:module');
const path = require('node:path');
const { ROOT } = require('./run.cjs');

/**
 * Continues as a program of dist in this process, so that signals reach it, its exit code is ours, and no parent process
 * stays behind when it is killed.
 */
function runMain(program) {
  process.argv[1] = path.join(ROOT, 'dist', program);
  Module.runMain();
}

module.exports = { runMain };
