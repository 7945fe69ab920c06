'use strict';
require('./node-version.cjs').requireNodeVersion();
const { ensureBuilt } = require('./build.cjs');
const { ensureConsoleBuilt } = require('./console.cjs');
const { ensureInstalled } = require('./install.cjs');

/**
 * Makes a fresh clone ready to run. `onFailure`: by default the end of the process.
 * @param {() => never} [onFailure]
 */
function setUp(onFailure = () => process.exit(1)) {
  const failure = !ensureInstalled()
    ? 'npm could not install the packages that package-lock.json pins; its message is above.'
    : !ensureBuilt() || !ensureConsoleBuilt()
      ? 'The build failed; the messages of the compiler are above.'
      : undefined;
  if (failure === undefined) return;
  console.error(failure);
  onFailure();
}

module.exports = { setUp };
