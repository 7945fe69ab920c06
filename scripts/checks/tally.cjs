'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { ROOT } = require('../set-up/run.cjs');

/** Counts what passed, failed and was skipped over several sections, each under a line with its name and time. */
class Tally {
  #passed = 0;
  #failed = 0;
  #skipped = 0;
  #failures = [];

  /** A check that passes or fails as one: a script by its path, or an installed package. Prints when it has ended. */
  async check(title, script, args) {
    const program = path.isAbsolute(script) ? script : path.join('node_modules', script);
    const code = await this.#section(title, [program, ...args], {}, 'at its end');
    if (code === 0) this.#passed += 1;
    else this.#failed += 1;
  }

  /**
   * A program of this project that ends by writing its counts to the file named in LEDGER_TEST_SUMMARY.
   * @param {'as it comes' | 'at its end'} [prints] where several run side by side, the output of one stays together
   */
  async counted(title, args, env = {}, prints = 'as it comes') {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ledger-tally-'));
    const file = path.join(folder, 'summary.json');
    const code = await this.#section(title, args, { ...env, LEDGER_TEST_SUMMARY: file }, prints);
    this.#add(readSummary(file), code);
    fs.rmSync(folder, { recursive: true, force: true });
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

  async #section(title, args, env, prints) {
    if (prints === 'as it comes') console.log(`\n== ${title}`);
    const start = process.hrtime.bigint();
    const { code, out } = await node(args, env, prints);
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (prints === 'at its end') process.stdout.write(`\n== ${title}\n${out}`);
    console.log(`== ${title}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds.toFixed(1)} s)`);
    if (code !== 0) this.#failures.push(title);
    return code;
  }

  #add(summary, exitCode) {
    const { passed = 0, failed = 0, skipped = 0 } = summary ?? {};
    this.#passed += passed;
    this.#skipped += skipped;
    // A program that ended early without a failed test has failed, too.
    this.#failed += exitCode !== 0 && failed === 0 ? 1 : failed;
  }
}

/** Output goes through this process: on a terminal, Jest would draw over what the checks beside it print. */
function node(args, env, prints) {
  const color = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...color, ...env },
  });
  let out = '';
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (text) => {
      if (prints === 'as it comes') process.stdout.write(text);
      else out += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, out }));
  });
}

function readSummary(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

module.exports = { Tally };
