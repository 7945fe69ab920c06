'use strict';
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..', '..');
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/**
 * Gives the exit code; a signal counts as a failure. Output goes to stderr: stdout is for what runs after.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
function run(program, args, options = {}) {
  const result = spawnSync(program, args, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && program === NPM,
    ...options,
  });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

/** Runs the command line of an installed package with this very Node.js, whatever PATH says. */
function runPackage(script, args, options) {
  return run(process.execPath, [path.join(ROOT, 'node_modules', script), ...args], options);
}

module.exports = { ROOT, NPM, run, runPackage };
