'use strict';
// Emmett's SQLite store opens a connection for each call and has no wait for a busy file: commands go to it one after the
// other, which is as much as one file takes at a time.
const path = require('node:path');
const { getSQLiteEventStore } = require('@event-driven-io/emmett-sqlite');
const { default: sqlite } = require('sqlite3');
const { sessionsOn } = require('./emmett.cjs');
const { run } = require('./http-face.cjs');

/** One task after the other. */
function oneAtATime() {
  let last = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => undefined);
    return result;
  };
}

/** Its driver leaves a statement open now and then; the command is tried again, at the cost of its own time. */
async function untilItIsFree(task) {
  for (;;) {
    try {
      return await task();
    } catch (error) {
      if (error.code !== 'SQLITE_BUSY') throw error;
    }
  }
}

run(async () => {
  const fileName = path.join(process.env.DATA_DIR, 'emmett.db');
  // The store prints each error that it also throws.
  console.log = () => undefined;
  const store = getSQLiteEventStore({ fileName, schema: { autoMigration: 'CreateOrUpdate' } });
  const { start, move, read } = sessionsOn(store);
  const inTurn = oneAtATime();
  const queued = (task) => inTurn(() => untilItIsFree(task));
  return {
    start: (id) => queued(() => start(id)),
    move: (id, command) => queued(() => move(id, command)),
    read: (id) => queued(() => read(id)),
    durability: () =>
      new Promise((resolve, reject) => {
        const db = new sqlite.Database(fileName);
        db.get('SELECT * FROM pragma_journal_mode, pragma_synchronous', (error, row) => {
          db.close();
          if (error) reject(error);
          else resolve({ ...row, sqlite: sqlite.VERSION });
        });
      }),
    close: () => Promise.resolve(),
  };
});
