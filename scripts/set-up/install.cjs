'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { NPM, ROOT, run } = require('./run.cjs');

/** What is used without building or testing anything else: twice as quick to install as all. */
const TO_RUN = ['--omit=dev'];
/** The packages of tests, checks and benches too. */
const TO_TEST = ['--include=dev'];

/**
 * Whether node_modules holds what package-lock.json pins. npm writes node_modules/.package-lock.json last of all, so
 * an interrupted install is seen too. Optional packages of other platforms are never installed and do not count.
 */
function isInstalled(installed, forTests) {
  return Object.entries(packagesOf('package-lock.json') ?? {}).every(([place, wanted]) => {
    if (place === '' || (!forTests && isForTests(wanted))) return true;
    const found = installed[place];
    return found ? found.version === wanted.version : Boolean(wanted.optional || wanted.devOptional);
  });
}

function isForTests(entry) {
  return Boolean(entry.dev || entry.devOptional);
}

function packagesOf(lockfile) {
  try {
    return JSON.parse(fs.readFileSync(path.join(ROOT, lockfile), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Installs exactly what the lockfile pins, where that has not been done yet: what the server, the command line and
 * their build need, and with `forTests` the rest. A checkout that has the rest keeps it. Gives false where npm failed,
 * and where node_modules is a link: `npm ci` would empty the folder of another checkout.
 */
function ensureInstalled(forTests) {
  const installed = packagesOf('node_modules/.package-lock.json');
  if (installed && isInstalled(installed, forTests)) return true;
  if (fs.lstatSync(path.join(ROOT, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error('node_modules is a link to a folder that lacks what package-lock.json pins; run npm ci there.');
    return false;
  }
  const which = forTests || Object.values(installed ?? {}).some(isForTests) ? TO_TEST : TO_RUN;
  console.error(`Installing what package-lock.json pins (npm ci ${which.join(' ')}) ...`);
  return run(NPM, ['ci', ...which, '--no-audit', '--no-fund']) === 0;
}

module.exports = { ensureInstalled };
