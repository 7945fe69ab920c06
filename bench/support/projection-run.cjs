'use strict';
// Projects a ledger into read models and prints how long it took. It runs what was built, as the projector does: compiling
// on the way would be a good part of the memory that is measured.
//   build     all read models from zero
//   rebuild   all read models in shadow tables, up to the switch, the comparison of digests included
//   catch-up  the second half of the ledger, into read models that stopped at its first
const path = require('node:path');
const { once } = require('node:events');
const { Stopwatch, report } = require('./run-figures.cjs');

const dist = path.join(__dirname, '..', '..', 'dist', 'libs');
const { SqliteEventStore } = require(path.join(dist, 'event-store-sqlite/src/index.js'));
const projections = require(path.join(dist, 'projections/src/index.js'));

function open(place) {
  return place.startsWith('postgres:')
    ? projections.openPostgresReadModels({ url: place })
    : projections.openSqliteReadModels({ path: place });
}

/** Resolves with a processor that has caught up and continues. */
function untilLive(store, database, onNotice = () => undefined) {
  return new Promise((resolve, reject) => {
    const processor = projections.createProcessor({
      store,
      database,
      onStatus: (status) => {
        if (status.every(({ state }) => state === 'live')) resolve(processor);
      },
      onNotice: (notice) => {
        if (notice.kind === 'failed') reject(notice.error);
        onNotice(notice);
      },
    });
    void processor.run();
  });
}

/** A ledger that seems to end at an event. */
function endingAt(store, last) {
  return {
    exclusive: false,
    readAll: (options) => store.readAll(options),
    lastPosition: () => store.lastPosition(),
    async *subscribe(options) {
      for await (const message of store.subscribe(options)) {
        if ('kind' in message || Number(message.position) <= last) {
          yield message;
          continue;
        }
        yield { kind: 'caught-up', position: String(last) };
        await once(options.signal, 'abort');
        return;
      }
    },
  };
}

async function rebuild(store, database, watch) {
  let rebuilt;
  const ended = new Promise((resolve) => (rebuilt = resolve));
  const processor = await untilLive(store, database, (notice) => {
    if (notice.kind === 'rebuilt') rebuilt(notice);
  });
  const { status, reason } = await watch.run(async () => {
    await new projections.ProjectionAdmin(database).requestRebuild('timeline');
    return ended;
  });
  if (status !== 'switched') throw new Error(`The rebuild ended as ${status}: ${reason}`);
  return processor;
}

async function catchUp(store, database, watch) {
  const half = Math.floor(Number(await store.lastPosition()) / 2);
  await (await untilLive(endingAt(store, half), database)).stop();
  return watch.run(() => untilLive(store, database));
}

report(async (mode, ledger, place) => {
  const store = await SqliteEventStore.open({ path: ledger, readOnly: true });
  const database = await open(place);
  const watch = new Stopwatch();
  const modes = { build: () => watch.run(() => untilLive(store, database)), rebuild, 'catch-up': catchUp };
  const processor = await modes[mode](store, database, watch);
  await processor.stop();
  return watch;
});
