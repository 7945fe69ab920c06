'use strict';
const { TestEnvironment } = require('jest-environment-node');

/** Names of the symbols under which jest-circus keeps the run of one spec file on the global object. */
const OF_ONE_RUN = new Set(['JEST_STATE_SYMBOL', 'EVENT_HANDLERS', 'TEST_TIMEOUT_SYMBOL']);

class Realm extends TestEnvironment {
  /** Without what Jest puts around it for each file. */
  exit = this.global.process.exit;

  async setup() {
    this.env = { ...this.global.process.env };
  }

  /** Leaves what spec files share as the first of them found it. */
  async teardown() {
    const shared = this.global.process;
    this.fakeTimersModern.dispose();
    for (const symbol of Object.getOwnPropertySymbols(this.global)) {
      if (OF_ONE_RUN.has(symbol.description)) delete this.global[symbol];
    }
    for (const name of Object.keys(shared.env)) if (!(name in this.env)) delete shared.env[name];
    Object.assign(shared.env, this.env);
    shared.exit = this.exit;
  }
}

let realm;

/**
 * One global object for all the spec files of a worker, so that they can share what one of them has loaded: see
 * kept-modules.runtime.cjs.
 */
module.exports = class OneRealm {
  constructor(config, context) {
    realm ??= new Realm(config, context);
    return realm;
  }
};
