'use strict';
require('./node-version.cjs').requireNodeVersion();
const { ensureBuilt } = require('./build.cjs');
const { ensureConsoleBuilt } = require('./console.cjs');
const { ensureInstalled } = require('./install.cjs');

const NOT_INSTALLED = 'npm could not install the packages that package-lock.json pins; its message is above.';
const NOT_BUILT = 'The build failed; the messages of the compiler are above.';

/** The end of the process. */
function end() {
  process.exit(1);
}

/**
 * Makes a fresh clone ready to run the server and the command line, with `forTests` tests, checks and benches too.
 * `withConsole`: the console too; the server shows it, and nothing else needs it.
 * @param {{ withConsole?: boolean, forTests?: boolean, onFailure?: () => never }} [options]
 */
function setUp({ withConsole = false, forTests = false, onFailure = end } = {}) {
  const failure = !ensureInstalled(forTests)
    ? NOT_INSTALLED
    : !ensureBuilt() || (withConsole && !ensureConsoleBuilt())
      ? NOT_BUILT
      : undefined;
  if (failure === undefined) return;
  console.error(failure);
  onFailure();
}

module.exports = { setUp };
