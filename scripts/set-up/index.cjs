'use strict';
require('./node-version.cjs').requireNodeVersion();
const { ensureBuilt } = require('./build.cjs');
const { ensureInstalled } = require('./install.cjs');

/** Makes a fresh clone ready to run, or ends the process. Quick where nothing changed. */
function setUp() {
  if (!ensureInstalled()) fail('npm could not install the packages that package-lock.json pins; its message is above.');
  if (!ensureBuilt()) fail('The build failed; the messages of the compiler are above.');
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

module.exports = { setUp };
