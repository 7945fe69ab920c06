'use strict';
const path = require('node:path');
const { default: Runtime } = require('jest-runtime');

const ROOT = path.resolve(__dirname, '..', '..');
const SOURCES = /^(?:apps\/[^/]+|libs\/[^/]+)\/src\/(?!testing\/)/;
const FOR_TESTS = /\.(?:spec|test-support)\.ts$/;
/** Hold replies against the API document, which takes long to read and nothing changes. */
const SUPPORT = new Set(['test/support/api-document.ts', 'test/support/reply-checker.ts']);
/** It keeps the tests of the file that runs. */
const OF_ONE_RUN = /\/node_modules\/jest-circus\//;

/** Modules that one spec file of this worker has loaded and the next need not load again. */
const kept = { modules: new Map(), internal: new Map(), sourceMaps: new Map() };
let current;

function isKept(file) {
  if (file.includes('/node_modules/')) return !OF_ONE_RUN.test(file);
  const name = path.relative(ROOT, file);
  return SUPPORT.has(name) || (SOURCES.test(name) && !FOR_TESTS.test(name));
}

function keep(loaded, into) {
  for (const [file, loadedModule] of loaded) {
    if (!isKept(file)) loadedModule.children = [];
    else if (loadedModule.loaded) into.set(file, loadedModule);
  }
}

/**
 * Jest loads everything again for each spec file: some two thousand modules for one that starts a server. Here packages
 * and sources are loaded once by each worker; specs and their support are loaded for each file, as ever.
 */
module.exports = class KeptModules extends Runtime {
  constructor(...args) {
    super(...args);
    current = this;
    for (const entry of kept.modules) this.registries.getActiveCjsRegistry().set(...entry);
    for (const entry of kept.internal) this.registries.getInternalCjsRegistry().set(...entry);
    for (const entry of kept.sourceMaps) this.getSourceMaps().set(...entry);
  }

  /** What was loaded by an earlier file may require more now. */
  requireModuleOrMock(from, moduleName) {
    return this === current
      ? super.requireModuleOrMock(from, moduleName)
      : current.requireModuleOrMock(from, moduleName);
  }

  requireInternalModule(from, to) {
    return this === current ? super.requireInternalModule(from, to) : current.requireInternalModule(from, to);
  }

  teardown() {
    for (const entry of this.getSourceMaps()) if (isKept(entry[0])) kept.sourceMaps.set(...entry);
    keep(this.registries.getActiveCjsRegistry(), kept.modules);
    keep(this.registries.getInternalCjsRegistry(), kept.internal);
    super.teardown();
  }
};
