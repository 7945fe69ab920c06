'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { run, runPackage } = require('../set-up/run.cjs');

/** Counts what passed, failed and was skipped over several sections, each under a line with its name and time. */
class Tally {
  #passed = 0;
  #failed = 0;
  #skipped = 0;
  #failures = [];

  /** A check that passes or fails as one. */
  check(title, script, args) {
    const ok = this.#section(title, () => runPackage(script, args, { stdio: ['ignore', 1, 2] }) === 0);
    if (ok) this.#passed += 1;
    else this.#failed += 1;
  }

  /** A program of this project that ends by writing its counts to the file named in LEDGER_TEST_SUMMARY. */
  counted(title, args, env = {}) {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'ledger-tally-')), 'summary.json');
    const code = { value: 1 };
    this.#section(title, () => {
      code.value = run(process.execPath, args, {
        stdio: ['ignore', 1, 2],
        env: { ...process.env, ...env, LEDGER_TEST_SUMMARY: file },
      });
      return code.value === 0;
    });
    this.#add(readSummary(file), code.value);
    fs.rmSync(path.dirname(file), { recursive: true, force: true });
  }

  /** Counts what could not even be tried. */
  fail(title) {
    this.#failed += 1;
    this.#failures.push(title);
  }

  /** Prints the last line, writes the counts for the calling program, and returns the exit code. */
  finish() {
    if (this.#failures.length > 0) console.log(`\nFailed: ${this.#failures.join(', ')}`);
    const summary = { passed: this.#passed, failed: this.#failed, skipped: this.#skipped };
    if (process.env.LEDGER_TEST_SUMMARY) fs.writeFileSync(process.env.LEDGER_TEST_SUMMARY, JSON.stringify(summary));
    console.log(`\n${this.#passed} passed, ${this.#failed} failed, ${this.#skipped} skipped`);
    return this.#failed === 0 ? 0 : 1;
  }

  #section(title, work) {
    console.log(`\n== ${title}`);
    const start = process.hrtime.bigint();
    const ok = work();
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    console.log(`== ${title}: ${ok ? 'ok' : 'FAILED'} (${seconds.toFixed(1)} s)`);
    if (!ok) this.#failures.push(title);
    return ok;
  }

  #add(summary, exitCode) {
    const { passed = 0, failed = 0, skipped = 0 } = summary ?? {};
    this.#passed += passed;
    this.#skipped += skipped;
    // A program that ended early without a failed test has failed, too.
    this.#failed += exitCode !== 0 && failed === 0 ? 1 : failed;
  }
}

function readSummary(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

module.exports = { Tally };
