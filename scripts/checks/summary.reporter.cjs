'use strict';
const fs = require('node:fs');

const LISTED = 30;

/**
 * Jest reporter: lists what was skipped (the reason stands in a skipped test's name) and, where LEDGER_TEST_SUMMARY
 * names a file, writes the counts to it. A spec file that could not run counts as one failure.
 */
class SummaryReporter {
  onRunComplete(_contexts, results) {
    const skipped = skippedTests(results);
    if (skipped.length > 0) {
      console.log(`\nSkipped:\n${skipped.slice(0, LISTED).join('\n')}`);
      if (skipped.length > LISTED) console.log(`  ... and ${skipped.length - LISTED} more`);
    }
    const summary = {
      passed: results.numPassedTests,
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    if (process.env.LEDGER_TEST_SUMMARY) fs.writeFileSync(process.env.LEDGER_TEST_SUMMARY, JSON.stringify(summary));
  }
}

function skippedTests(results) {
  return results.testResults.flatMap((file) =>
    file.testResults
      .filter((test) => test.status === 'pending' || test.status === 'todo')
      .map((test) => `  ${test.fullName}`),
  );
}

module.exports = SummaryReporter;
