'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { NPM, ROOT, run } = require('./run.cjs');

/**
 * Whether node_modules holds what package-lock.json pins. npm writes node_modules/.package-lock.json last of all, so
 * an interrupted install is seen too. Optional packages of other platforms are never installed and do not count.
 */
function isInstalled() {
  const installed = packagesOf('node_modules/.package-lock.json');
  if (!installed) return false;
  return Object.entries(packagesOf('package-lock.json') ?? {}).every(([place, wanted]) => {
    if (place === '') return true;
    const found = installed[place];
    return found ? found.version === wanted.version : Boolean(wanted.optional || wanted.devOptional);
  });
}

function packagesOf(lockfile) {
  try {
    return JSON.parse(fs.readFileSync(path.join(ROOT, lockfile), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Installs exactly what the lockfile pins, where that has not been done yet. Gives false where npm failed, and where
 * node_modules is a link: `npm ci` would empty the folder of another checkout.
 */
function ensureInstalled() {
  if (isInstalled()) return true;
  if (fs.lstatSync(path.join(ROOT, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error('node_modules is a link to a folder that lacks what package-lock.json pins; run npm ci there.');
    return false;
  }
  console.error('Installing what package-lock.json pins (npm ci) ...');
  return run(NPM, ['ci', '--include=dev', '--no-audit', '--no-fund']) === 0;
}

module.exports = { ensureInstalled };
