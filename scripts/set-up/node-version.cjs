'use strict';

// Written in the oldest syntax there is: it has to load on any Node.js in order to say which one is needed.
var OLDEST = [20, 19];

/** Ends the process with one sentence where this Node.js is older than the project's oldest. */
function requireNodeVersion() {
  var parts = process.versions.node.split('.').map(Number);
  if (parts[0] > OLDEST[0] || (parts[0] === OLDEST[0] && parts[1] >= OLDEST[1])) return;
  console.error(
    'The journey ledger needs Node.js ' + OLDEST.join('.') + ' or later; this is ' + process.versions.node + '.',
  );
  process.exit(1);
}

module.exports = { requireNodeVersion: requireNodeVersion };
