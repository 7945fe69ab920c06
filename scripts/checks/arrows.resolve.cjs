'use strict';
const fs = require('node:fs');
const path = require('node:path');

// dependency-cruiser reads tsconfig's `paths` through a matcher that loses what stands after a star
// (`@ledger/*/testing`), so these names are given to it one by one.
const libs = path.resolve('libs');

module.exports = {
  resolve: {
    alias: Object.fromEntries(
      fs.readdirSync(libs).map((lib) => [`@ledger/${lib}/testing$`, path.join(libs, lib, 'src/testing/index.ts')]),
    ),
  },
};
