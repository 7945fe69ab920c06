'use strict';
const Database = require('libsql');

/** As the projector writes: with fewer rows at once the driver's calls are most of the work, with more nothing is gained. */
const ROWS_OF_AN_INSERT = 20;

/** Reads all rows of a table in the order in which they lie. */
function reader(file, table, columns) {
  const database = new Database(file);
  return {
    count: () => Number(database.prepare(`select count(*) from ${table}`).raw().get()[0]),
    *read(from, to, batchSize) {
      const rows = database.prepare(`select ${columns.join()} from ${table} limit ${to - from} offset ${from}`).raw();
      let batch = [];
      for (const row of rows.iterate()) {
        if (batch.push(row) < batchSize) continue;
        yield batch;
        batch = [];
      }
      if (batch.length > 0) yield batch;
    },
    close: () => database.close(),
  };
}

function writer(file) {
  const database = new Database(file);
  for (const pragma of ['journal_mode = WAL', 'synchronous = NORMAL', 'wal_autocheckpoint = 4000']) {
    database.exec(`PRAGMA ${pragma}`);
  }
  const statements = new Map();
  const statementFor = (table, columns, rows) => {
    const key = `${table} ${rows}`;
    if (!statements.has(key)) {
      const one = `(${columns.map(() => '?').join()})`;
      const text = `insert into ${table} (${columns.join()}) values ${Array(rows).fill(one).join()}`;
      statements.set(key, database.prepare(text));
    }
    return statements.get(key);
  };
  return {
    write(table, columns, batch) {
      database.exec('begin immediate');
      let next = 0;
      while (next < batch.length) {
        const rows = batch.length - next >= ROWS_OF_AN_INSERT ? ROWS_OF_AN_INSERT : 1;
        const values = [];
        for (const row of batch.slice(next, next + rows)) for (const value of row) values.push(value);
        statementFor(table, columns, rows).run(values);
        next += rows;
      }
      database.exec('commit');
    },
    close: () => database.close(),
  };
}

module.exports = { reader, writer };
