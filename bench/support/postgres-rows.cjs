'use strict';
const { Buffer } = require('node:buffer');
const { Client } = require('pg');

async function connected(url) {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

/** Reads all rows of a table in the order in which they lie. */
async function reader(url, table, columns) {
  const client = await connected(url);
  // Scans of a large table begin anywhere otherwise, and two halves of it would overlap.
  await client.query('set synchronize_seqscans = off');
  return {
    count: async () => Number((await client.query(`select count(*) from ${table}`)).rows[0].count),
    async *read(from, to, batchSize) {
      await client.query('begin');
      await client.query(
        `declare rows no scroll cursor for select ${columns.join()} from ${table} limit ${to - from} offset ${from}`,
      );
      for (;;) {
        const { rows } = await client.query({ text: `fetch ${batchSize} from rows`, rowMode: 'array' });
        if (rows.length === 0) break;
        yield rows;
      }
      await client.query('commit');
    },
    close: () => client.end(),
  };
}

async function writer(url) {
  const client = await connected(url);
  return {
    write: (table, columns, batch) =>
      new Promise((resolve, reject) => client.query(new Copy(table, columns, batch, resolve, reject))),
    close: () => client.end(),
  };
}

/** `COPY … FROM STDIN` as a query of the driver, which knows the messages and has no call for it. */
class Copy {
  constructor(table, columns, rows, resolve, reject) {
    Object.assign(this, { text: `copy ${table} (${columns.join()}) from stdin`, rows, resolve, reject });
  }
  submit(connection) {
    connection.query(this.text);
  }
  handleCopyInResponse(connection) {
    connection.sendCopyFromChunk(Buffer.from(this.rows.map((row) => `${row.map(field).join('\t')}\n`).join('')));
    connection.endCopyFrom();
  }
  handleError(error) {
    this.error = error;
    this.reject(error);
  }
  handleReadyForQuery() {
    if (this.error === undefined) this.resolve();
  }
  handleCommandComplete() {}
  handleRowDescription() {}
  handleDataRow() {}
  handlePortalSuspended() {}
  handleEmptyQuery() {}
}

const ESCAPES = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function field(value) {
  return value === null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, (character) => ESCAPES[character]);
}

module.exports = { reader, writer };
