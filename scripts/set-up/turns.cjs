'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { ROOT } = require('./run.cjs');

const TURN = path.join(ROOT, 'dist-turn');
const OWNER = 'pid';
const PAUSE_MS = 50;
const LONGEST_MS = 600_000;

/**
 * Runs a task while no other process of this checkout runs one: two that build at once would each replace what the other
 * has just put there, or runs from.
 */
function inTurn(task) {
  const mine = `${TURN}-${process.pid}`;
  fs.rmSync(mine, { recursive: true, force: true });
  fs.mkdirSync(mine);
  fs.writeFileSync(path.join(mine, OWNER), String(process.pid));
  try {
    take(mine);
    try {
      return task();
    } finally {
      giveBack(mine);
    }
  } finally {
    fs.rmSync(mine, { recursive: true, force: true });
  }
}

/** A folder with something in it is replaced by none: the first to come has the turn, whole and at once. */
function take(mine) {
  for (let waitedMs = 0; waitedMs < LONGEST_MS; waitedMs += PAUSE_MS) {
    try {
      fs.renameSync(mine, TURN);
      return;
    } catch (error) {
      if (!fs.existsSync(TURN) && !fs.existsSync(mine)) throw error;
    }
    if (isOfNobody()) giveBack(mine);
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
  throw new Error(`Another process builds this checkout since long; end it, or remove ${TURN}.`);
}

/** Away under another name first: a folder that is emptied could be taken meanwhile. */
function giveBack(mine) {
  const done = `${mine}-done`;
  try {
    fs.renameSync(TURN, done);
  } catch {
    // Another one that waits was quicker.
  }
  fs.rmSync(done, { recursive: true, force: true });
}

/** Its process was killed. */
function isOfNobody() {
  try {
    const owner = Number(fs.readFileSync(path.join(TURN, OWNER), 'utf8'));
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

module.exports = { inTurn };
