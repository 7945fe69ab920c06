'use strict';
const { TestEnvironment } = require('jest-environment-node');

/** Names of the symbols under which jest-circus keeps the run of one spec file on the global object. */
const OF_ONE_RUN = new Set(['JEST_STATE_SYMBOL', 'EVENT_HANDLERS', 'TEST_TIMEOUT_SYMBOL']);

class Realm extends TestEnvironment {
  async setup() {
    const { process } = this.global;
    this.before = { env: { ...process.env }, exit: process.exit };
  }

  /** Leaves what spec files share as the first of them found it. */
  async teardown() {
    const { process } = this.global;
    this.fakeTimersModern.dispose();
    for (const symbol of Object.getOwnPropertySymbols(this.global)) {
      if (OF_ONE_RUN.has(symbol.description)) delete this.global[symbol];
    }
    for (const name of Object.keys(process.env)) if (!(name in this.before.env)) delete process.env[name];
    Object.assign(process.env, this.before.env);
    process.exit = this.before.exit;
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
