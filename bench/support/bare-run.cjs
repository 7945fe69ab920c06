'use strict';
// What no projection can be faster than, and prints how long it took.
//   scan         reads a ledger from one end to the other
//   insert       writes the rows of read models into empty tables of the same keys, then creates their indexes
//   insert-half  the second half of these rows, into tables that have the first half and their indexes
const path = require('node:path');
const { Stopwatch, report } = require('./run-figures.cjs');

const dist = path.join(__dirname, '..', '..', 'dist', 'libs');
const { SqliteEventStore } = require(path.join(dist, 'event-store-sqlite/src/index.js'));
const projections = require(path.join(dist, 'projections/src/index.js'));

const BATCH = 1_000;

async function scan(ledger) {
  const store = await SqliteEventStore.open({ path: ledger, readOnly: true });
  const watch = new Stopwatch();
  await watch.run(async () => {
    let characters = 0;
    for await (const event of store.readAll()) characters += event.data.length;
    return characters;
  });
  return watch;
}

/** The fastest ways to write rows that each driver has, one transaction for each batch. */
const DATABASES = {
  sqlite: {
    open: (place) => projections.openSqliteReadModels({ path: place }),
    rows: require('./sqlite-rows.cjs'),
  },
  postgres: {
    open: (place) => projections.openPostgresReadModels({ url: place }),
    rows: require('./postgres-rows.cjs'),
  },
};

async function insert(source, target, isHalf) {
  const { open, rows } = DATABASES[source.startsWith('postgres:') ? 'postgres' : 'sqlite'];
  // Opened once, so that the tables are there and are the very same.
  const database = await open(target);
  const { tables: names } = database.slot(0).names;
  const tables = database.projections.flatMap((projection) => projection.tables);
  const watch = new Stopwatch();
  const write = async (table, wanted, isMeasured) => {
    const columns = Object.keys(table.columns);
    const [reader, writer] = [await rows.reader(source, table.name, columns), await rows.writer(target)];
    const count = await reader.count();
    const [from, to] = wanted.map((share) => Math.floor(share * count));
    for await (const batch of reader.read(from, to, BATCH)) {
      const writing = () => writer.write(names[table.name], columns, batch);
      await (isMeasured ? watch.run(writing) : writing());
    }
    await Promise.all([reader.close(), writer.close()]);
  };
  if (isHalf) {
    for (const table of tables) await write(table, [0, 0.5], false);
    await database.slot(0).createIndexes();
    for (const table of tables) await write(table, [0.5, 1], true);
  } else {
    for (const table of tables) await write(table, [0, 1], true);
    await watch.run(() => database.slot(0).createIndexes());
  }
  await database.close();
  return watch;
}

report((mode, from, to) => (mode === 'scan' ? scan(from) : insert(from, to, mode === 'insert-half')));
