'use strict';
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const swcVersion = require('@swc/core/package.json').version;
const options = require('./swc-options.cjs');

const ROOT = path.resolve(__dirname, '..', '..');
const CACHE = path.join(ROOT, 'node_modules', '.cache', 'register');
const LIB = /^@ledger\/([^/]+)(\/testing)?$/;
const settings = JSON.stringify([swcVersion, options]);

/** Where the names `@ledger/<lib>` and `@ledger/<lib>/testing` lead; undefined for other names. */
function libFile(name) {
  const [, lib, testing] = LIB.exec(name) ?? [];
  return lib && path.join(ROOT, 'libs', lib, 'src', testing ? 'testing' : '', 'index.ts');
}

/** A TypeScript file as JavaScript. What was compiled once is read from a cache. */
function compiled(filename) {
  const text = fs.readFileSync(filename, 'utf8');
  const key = createHash('sha1').update(settings).update(filename).update('\0').update(text).digest('hex');
  const cached = path.join(CACHE, key);
  try {
    return fs.readFileSync(cached, 'utf8');
  } catch {
    const { code } = require('@swc/core').transformSync(text, {
      ...options,
      filename,
      swcrc: false,
      configFile: false,
    });
    keep(cached, code, { makeFolder: true });
    return code;
  }
}

/** Whole or not at all: others read it meanwhile. Without a folder to write to, each process compiles for itself. */
function keep(file, content, { makeFolder = false } = {}) {
  try {
    if (makeFolder) fs.mkdirSync(path.dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}.${process.hrtime.bigint()}`;
    fs.writeFileSync(draft, content);
    fs.renameSync(draft, file);
  } catch {
    return;
  }
}

module.exports = { ROOT, compiled, keep, libFile };
