'use strict';
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');
const { ROOT, runPackage } = require('./run.cjs');
const { inTurn } = require('./turns.cjs');

const CONSOLE = path.join(ROOT, 'dist', 'apps', 'console');
const COMPRESSED = /\.(?:js|css|html|svg)$/;
const STAMP = '.built-from';
const SOURCE = 'apps/console';
const BUILD_FILES = ['package-lock.json', 'scripts/set-up/console.cjs'];

/** Hash of everything that the build reads. */
function sourcesHash() {
  const hash = createHash('sha256');
  for (const file of [...BUILD_FILES, ...sourceFiles()]) {
    const text = fs.readFileSync(path.join(ROOT, file));
    hash.update(`${file}\0${text.length}\0`).update(text);
  }
  return hash.digest('hex');
}

/** Paths from the root, with slashes. */
function sourceFiles() {
  return fs
    .readdirSync(path.join(ROOT, SOURCE), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath ?? entry.path, entry.name)))
    .map((file) => file.split(path.sep).join('/'))
    .sort();
}

function builtFrom() {
  try {
    return fs.readFileSync(path.join(CONSOLE, STAMP), 'utf8');
  } catch {
    return undefined;
  }
}

/** Builds the console into dist/apps/console, if it changed since it was last built. Gives false if that failed. */
function ensureConsoleBuilt() {
  const hash = sourcesHash();
  // Another process may have built it meanwhile.
  return builtFrom() === hash || inTurn(() => builtFrom() === hash || build(hash));
}

function build(hash) {
  console.error('Building the console ...');
  // A build that fails or is interrupted must not pass for a finished one.
  const draft = path.join(ROOT, `dist-console-${process.pid}`);
  try {
    // Otherwise it would hold React for development, as where Jest runs this.
    const env = { ...process.env, NODE_ENV: 'production' };
    const args = ['build', SOURCE, '--config', `${SOURCE}/vite.config.mjs`, '--outDir', draft, '--logLevel', 'warn'];
    if (runPackage('vite/bin/vite.js', args, { env }) !== 0) return false;
    compress(draft);
    fs.writeFileSync(path.join(draft, STAMP), hash);
    fs.rmSync(CONSOLE, { recursive: true, force: true });
    fs.mkdirSync(path.dirname(CONSOLE), { recursive: true });
    fs.renameSync(draft, CONSOLE);
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
  return true;
}

/** The server sends what is compressed already: better than it could do for each request. */
function compress(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !COMPRESSED.test(entry.name)) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const text = fs.readFileSync(file);
    fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(text));
    fs.writeFileSync(`${file}.gz`, zlib.gzipSync(text, { level: 9 }));
  }
}

module.exports = { ensureConsoleBuilt };
