// A child process of a test compiles TypeScript as it loads it; this finds the libs as tsconfig's `paths` name them.
const Module = require('node:module');
const { join } = require('node:path');

const LIB = /^@ledger\/([^/]+)$/;
const resolve = Module._resolveFilename;

Module._resolveFilename = function (request, ...rest) {
  const lib = LIB.exec(request)?.[1];
  const target = lib === undefined ? request : join(__dirname, '../../..', lib, 'src/index.ts');
  return resolve.call(this, target, ...rest);
};
