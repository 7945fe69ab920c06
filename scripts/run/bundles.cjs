'use strict';
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');
const { ROOT, compiled, keep, libFile } = require('./compiled.cjs');

const BUNDLES = path.join(ROOT, 'node_modules', '.cache', 'bundles');
/** Set for a run of the tests. */
const FOLDER = 'LEDGER_BUNDLES_DIR';
/** Files that start as a thread or a process of their own: see libs/runtime/src/start-worker.ts. */
const STARTS = /\.(worker|child)\.ts$/;
/** One loads a binary from beside itself; the others are not installed, and what would use them does without. */
const EXTERNAL = [
  'libsql',
  'pg-native',
  '@nestjs/websockets/*',
  '@nestjs/microservices',
  '@nestjs/microservices/*',
].concat('@nestjs/platform-express');

/** Where the bundle of a thread or a process is; undefined for other files, and where nothing was bundled. */
function bundleOf(file) {
  const folder = process.env[FOLDER];
  if (!folder || !STARTS.test(file)) return undefined;
  const bundle = path.join(folder, bundleName(path.relative(ROOT, file)));
  return fs.existsSync(bundle) ? bundle : undefined;
}

/** Runs the bundle of a module, from what V8 compiled of it the first time: a third less for a thread to do. */
function runBundle(loaded, filename, bundle) {
  const kept = `${bundle}.${process.version}`;
  const cachedData = fs.existsSync(kept) ? fs.readFileSync(kept) : undefined;
  const script = new vm.Script(Module.wrap(fs.readFileSync(bundle, 'utf8')), { filename, cachedData });
  // At its end: what is compiled is what was called.
  if (cachedData === undefined) process.once('exit', () => keep(kept, script.createCachedData()));
  const parts = [loaded.exports, Module.createRequire(filename), loaded, filename, path.dirname(filename)];
  script.runInThisContext().apply(loaded.exports, parts);
}

/**
 * Bundles what starts as a thread or a process of its own, where its sources changed since it was last done: to load
 * hundreds of modules takes a fifth of a second, as often as tests start a ledger. Sets what `bundleOf` goes by.
 */
async function bundleThreads() {
  const { sourceFiles, sourcesHash } = require('../set-up/build.cjs');
  const sources = sourceFiles();
  const folder = path.join(BUNDLES, sourcesHash([...sources, 'scripts/run/bundles.cjs', 'scripts/run/compiled.cjs']));
  if (!fs.existsSync(folder)) {
    const draft = `${folder}.${process.pid}`;
    fs.rmSync(BUNDLES, { recursive: true, force: true });
    await bundleInto(
      draft,
      sources.filter((file) => STARTS.test(file)),
    );
    rename(draft, folder);
  }
  process.env[FOLDER] = folder;
}

function bundleInto(outdir, starts) {
  return require('esbuild').build({
    absWorkingDir: ROOT,
    entryPoints: starts.map((file) => ({ in: path.join(ROOT, file), out: bundleName(file).replace(/\.js$/, '') })),
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: EXTERNAL,
    logLevel: 'error',
    plugins: [AS_IT_STANDS],
  });
}

/** Compiled as everywhere else. A module finds what lies beside it, as before. */
const AS_IT_STANDS = {
  name: 'as it stands',
  setup(build) {
    build.onResolve({ filter: /^@ledger\// }, ({ path: name }) => ({ path: libFile(name) }));
    build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
      const places = [path.dirname(file), file].map((place) => JSON.stringify(place));
      return { contents: `"use strict";var __dirname=${places[0]},__filename=${places[1]};${compiled(file)}` };
    });
  },
};

function bundleName(source) {
  return source.split(path.sep).join('-').replaceAll('/', '-').replace(/ts$/, 'js');
}

/** Another run may have been quicker with the same. */
function rename(draft, folder) {
  try {
    fs.renameSync(draft, folder);
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true });
    if (!fs.existsSync(folder)) throw error;
  }
}

module.exports = { bundleOf, bundleThreads, runBundle };
