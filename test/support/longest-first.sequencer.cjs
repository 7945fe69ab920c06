'use strict';
const Sequencer = require('@jest/test-sequencer').default;

/** What needs a server waits most, what needs nothing is over soonest. */
const KINDS = [/\.e2e\.spec\.ts$/, /\.int\.spec\.ts$/, /\.spec\.ts$/];

/**
 * A fresh clone has no times of an earlier run, and Jest goes by size then: a short file that imports a whole log would
 * come last, with one worker idle beside it.
 */
class LongestFirst extends Sequencer {
  sort(tests) {
    const inJestsOrder = super.sort(tests);
    if (inJestsOrder.some(({ duration }) => duration !== undefined)) return inJestsOrder;
    const rank = ({ path }) => KINDS.findIndex((kind) => kind.test(path));
    return [...inJestsOrder].sort((a, b) => rank(a) - rank(b));
  }
}

module.exports = LongestFirst;
