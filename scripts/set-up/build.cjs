'use strict';
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { ROOT, runPackage } = require('./run.cjs');

const DIST = path.join(ROOT, 'dist');
const STAMP = path.join(DIST, '.built-from');
/** The compiler's memory of what it wrote; without its output it would believe that all is there. */
const COMPILER_MEMORY = path.join(DIST, 'tsconfig.build.tsbuildinfo');
const ENTRY = path.join(DIST, 'apps', 'ledger', 'src', 'main.js');
const SOURCE_FOLDERS = ['apps', 'libs'];
const BUILD_FILES = ['tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', 'package-lock.json'];

/** Hash over everything the build reads: changes of time stamps alone (a checkout, a copy) do not rebuild. */
function sourcesHash() {
  const hash = createHash('sha256');
  const files = [...BUILD_FILES, ...SOURCE_FOLDERS.flatMap((folder) => sourcesIn(folder))];
  for (const file of files) {
    const text = fs.readFileSync(path.join(ROOT, file));
    hash.update(`${file}\0${text.length}\0`).update(text);
  }
  return hash.digest('hex');
}

function sourcesIn(folder) {
  return fs
    .readdirSync(path.join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/\.(spec|test-support)\.ts$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath ?? entry.path, entry.name)))
    .filter((file) => !file.split(path.sep).includes('node_modules'))
    .sort();
}

/** Compiles apps and libs into dist, where they changed since it was last done. Gives false where that failed. */
function ensureBuilt() {
  const hash = sourcesHash();
  if (fs.existsSync(ENTRY) && fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === hash) return true;
  console.error('Building ...');
  // The stamp goes first: a build that fails or is interrupted must not pass for a finished one.
  fs.rmSync(STAMP, { force: true });
  if (!fs.existsSync(ENTRY)) fs.rmSync(COMPILER_MEMORY, { force: true });
  if (runPackage('@nestjs/cli/bin/nest.js', ['build', 'ledger']) !== 0) return false;
  if (!fs.existsSync(ENTRY)) return false;
  fs.writeFileSync(STAMP, hash);
  return true;
}

module.exports = { ensureBuilt };
