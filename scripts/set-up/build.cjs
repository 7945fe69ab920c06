'use strict';
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { ROOT } = require('./run.cjs');
const { inTurn } = require('./turns.cjs');

const DIST = path.join(ROOT, 'dist');
const STAMP = '.built-from';
const SOURCE_FOLDERS = ['apps', 'libs'];
const BUILD_FILES = ['package-lock.json', 'scripts/run/swc-options.cjs', 'scripts/set-up/compile.cjs'];
/** Files that serve tests alone, files outside our source, and the console, which has a build of its own. */
const NOT_BUILT =
  /^apps\/console\/|\.(spec|test-support)\.ts$|^libs\/[^/]+\/(test|src\/testing)\/|(^|\/)node_modules\//;

/** Hash of everything that the build reads: changes of time stamps alone (a checkout, a copy) do not rebuild. */
function sourcesHash(sources) {
  const hash = createHash('sha256');
  for (const file of [...BUILD_FILES, ...sources]) {
    const text = fs.readFileSync(path.join(ROOT, file));
    hash.update(`${file}\0${text.length}\0`).update(text);
  }
  return hash.digest('hex');
}

/** Paths from the root, with slashes. */
function sourceFiles() {
  return SOURCE_FOLDERS.flatMap((folder) =>
    fs
      .readdirSync(path.join(ROOT, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => path.relative(ROOT, path.join(entry.parentPath ?? entry.path, entry.name)))
      .map((file) => file.split(path.sep).join('/')),
  )
    .filter((file) => !NOT_BUILT.test(file))
    .sort();
}

function builtFrom() {
  try {
    return fs.readFileSync(path.join(DIST, STAMP), 'utf8');
  } catch {
    return undefined;
  }
}

/** Compiles apps and libs into dist, where they changed since it was last done. Gives false where that failed. */
function ensureBuilt() {
  const sources = sourceFiles();
  const hash = sourcesHash(sources);
  // Another process may have built it meanwhile.
  return builtFrom() === hash || inTurn(() => builtFrom() === hash || build(sources, hash));
}

function build(sources, hash) {
  console.error('Building ...');
  // Beside the old one until it is whole: a build that fails or is interrupted must not pass for a finished one.
  const draft = `${DIST}-${process.pid}`;
  try {
    if (!require('./compile.cjs').compileInto(draft, sources)) return false;
    fs.writeFileSync(path.join(draft, STAMP), hash);
    keepConsole(draft);
    fs.rmSync(DIST, { recursive: true, force: true });
    fs.renameSync(draft, DIST);
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
  return true;
}

/** The console is built by itself: a change of the server leaves it as it is. */
function keepConsole(draft) {
  const built = path.join(DIST, 'apps', 'console');
  if (fs.existsSync(built)) fs.renameSync(built, path.join(draft, 'apps', 'console'));
}

module.exports = { ensureBuilt, sourceFiles, sourcesHash };
