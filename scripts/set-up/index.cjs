'use strict';
require('./node-version.cjs').requireNodeVersion();
const { ensureBuilt } = require('./build.cjs');
const { ensureConsoleBuilt } = require('./console.cjs');
const { ensureInstalled } = require('./install.cjs');

const NOT_INSTALLED = 'npm could not install the packages that package-lock.json pins; its message is above.';
const NOT_BUILT = 'The build failed; the messages of the compiler are above.';

/**
 * Makes a fresh clone ready to run the server and the command line. `onFailure`: by default the end of the process.
 * @param {() => never} [onFailure]
 */
function setUp(onFailure = () => process.exit(1)) {
  const failure = !ensureInstalled() ? NOT_INSTALLED : !ensureBuilt() ? NOT_BUILT : undefined;
  if (failure === undefined) return;
  console.error(failure);
  onFailure();
}

/**
 * The console too: the server shows it, and nothing else needs it.
 * @param {() => never} [onFailure]
 */
function setUpWithConsole(onFailure = () => process.exit(1)) {
  setUp(onFailure);
  if (ensureConsoleBuilt()) return;
  console.error(NOT_BUILT);
  onFailure();
}

module.exports = { setUp, setUpWithConsole };
