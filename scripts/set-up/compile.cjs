'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { ROOT } = require('./run.cjs');

/** The command line runs one of its commands, and ends: what it imports is loaded when it is first used. */
const LAZY = /^apps\/cli\//;

const LIB = /\brequire\("@ledger\/([^"/]+)"\)/g;

/**
 * Compiles source files (paths from the root) one by one into the folder `out`, as Jest compiles them: in a second,
 * where the TypeScript compiler takes half a minute for a whole program. Types are checked by `npm test`, not here.
 * Gives false, and prints where, if a file does not parse.
 */
function compileInto(out, sources) {
  // Only now: on a fresh clone it has just been installed.
  const { transformSync } = require('@swc/core');
  const options = { ...require('../run/swc-options.cjs'), sourceMaps: true, swcrc: false, configFile: false };
  let isSound = true;
  for (const source of sources) {
    const file = path.join(out, source).replace(/ts$/, 'js');
    const folder = path.dirname(file);
    try {
      const { code, map } = transformSync(fs.readFileSync(path.join(ROOT, source), 'utf8'), {
        ...options,
        module: { ...options.module, lazy: LAZY.test(source) },
        filename: source,
        sourceFileName: asUrl(path.relative(folder, path.join(ROOT, source))),
      });
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(
        file,
        `${withRelativeLibs(code, folder, out)}\n//# sourceMappingURL=${path.basename(file)}.map\n`,
      );
      fs.writeFileSync(`${file}.map`, map);
    } catch (error) {
      // Below the place stands SWC's own stack.
      console.error(`${source}: ${error.message.split('\n\n')[0]}`);
      isSound = false;
    }
  }
  return isSound;
}

/** Node.js knows nothing of tsconfig's `paths`. */
function withRelativeLibs(code, folder, out) {
  return code.replace(LIB, (_, lib) => {
    const index = path.join(out, 'libs', lib, 'src', 'index');
    return `require("${asUrl(path.relative(folder, index))}")`;
  });
}

function asUrl(file) {
  return file.split(path.sep).join('/');
}

module.exports = { compileInto };
