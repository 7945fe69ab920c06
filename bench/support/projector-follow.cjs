'use strict';
// Projects a ledger that another process appends to, until it is told to end; prints a line once it has caught up. It
// runs what was built, as the projector does, and steps back before callers as the projector's thread does.
const os = require('node:os');
const path = require('node:path');

const dist = path.join(__dirname, '..', '..', 'dist', 'libs');
const { SqliteEventStore } = require(path.join(dist, 'event-store-sqlite/src/index.js'));
const projections = require(path.join(dist, 'projections/src/index.js'));

/** The projector's thread is told of each commit; a process of its own has to look. */
const LOOK_MS = 10;
/** That of the projector's thread. */
const NICENESS = 10;

async function main(ledger, place) {
  os.setPriority(NICENESS);
  const store = await SqliteEventStore.open({ path: ledger, readOnly: true, pollIntervalMs: LOOK_MS });
  const database = await (place.startsWith('postgres:')
    ? projections.openPostgresReadModels({ url: place })
    : projections.openSqliteReadModels({ path: place }));
  let isSaid = false;
  const processor = projections.createProcessor({
    store,
    database,
    onStatus: (status) => {
      if (isSaid || !status.every(({ state }) => state === 'live')) return;
      isSaid = true;
      process.stdout.write('live\n');
    },
    onNotice: (notice) => {
      if (notice.kind === 'failed') process.stderr.write(`${notice.error}\n`);
    },
  });
  process.once('SIGTERM', () => void processor.stop());
  await processor.run();
  await database.close();
  await store.close();
}

main(...process.argv.slice(2)).then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exit(1);
  },
);
