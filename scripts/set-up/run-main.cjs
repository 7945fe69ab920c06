'use strict';
const Module = require('node:module');
const path = require('node:path');
const { ROOT } = require('./run.cjs');

/**
 * Goes on as a program of dist in this very process, so that signals reach it, its exit code is ours and no parent is
 * left behind when it is killed.
 */
function runMain(program) {
  process.argv[1] = path.join(ROOT, 'dist', program);
  Module.runMain();
}

module.exports = { runMain };
