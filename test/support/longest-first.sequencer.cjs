'use strict';
const Sequencer = require('@jest/test-sequencer').default;

/** What needs a server waits most, what needs nothing is over soonest. */
const KINDS = [/\.e2e\.spec\.ts$/, /\.int\.spec\.ts$/, /\.spec\.ts$/];

/** What takes longest, by the times that a whole run printed; a file's size tells nothing of it. */
const LONGEST = [
  'real-logs/import-and-export.long',
  'runtimes/smoke.long',
  'real-logs/servicenow-analytics.long',
  'e2e/small-heap.long',
  'linearizability/embedded.long',
  'linearizability/cluster.long',
  'console/pages.e2e',
  'real-logs/import-and-export.e2e',
  'e2e/readme/readme.e2e',
  'e2e/timeouts.e2e',
];

/**
 * A fresh clone has no times of an earlier run, and Jest goes by size then: a short file that imports a whole log would
 * come last, with one worker idle beside it.
 */
class LongestFirst extends Sequencer {
  sort(tests) {
    const inJestsOrder = super.sort(tests);
    if (inJestsOrder.some(({ duration }) => duration !== undefined)) return inJestsOrder;
    const rank = ({ path }) => {
      const known = LONGEST.findIndex((name) => path.includes(`/test/${name}.`));
      return known < 0 ? LONGEST.length + KINDS.findIndex((kind) => kind.test(path)) : known;
    };
    return [...inJestsOrder].sort((a, b) => rank(a) - rank(b));
  }
}

module.exports = LongestFirst;
