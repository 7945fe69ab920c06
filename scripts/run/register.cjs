'use strict';
// node -r scripts/run/register.cjs: lets a process or a thread load the TypeScript of this checkout as it stands, with
// the names `@ledger/<lib>` and `@ledger/<lib>/testing`. Tests start hundreds of threads: where a run of the tests has
// bundled them (see bundles.cjs), a thread is one file instead of some eight hundred.
const Module = require('node:module');
const { bundleOf, runBundle } = require('./bundles.cjs');
const { compiled, libFile } = require('./compiled.cjs');

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  return resolveFilename.call(this, libFile(request) ?? request, ...rest);
};

Module._extensions['.ts'] = (loaded, filename) => {
  const bundle = bundleOf(filename);
  if (bundle === undefined) loaded._compile(compiled(filename), filename);
  else runBundle(loaded, filename, bundle);
};
