'use strict';
const { getPostgreSQLEventStore } = require('@event-driven-io/emmett-postgresql');
const { sessionsOn } = require('./emmett.cjs');
const { run } = require('./http-face.cjs');
const { durabilityOf, openPool } = require('./postgres.cjs');

run(async () => {
  const pool = openPool();
  const store = getPostgreSQLEventStore(process.env.DATABASE_URL, { connectionOptions: { pool } });
  await store.schema.migrate();
  return {
    ...sessionsOn(store),
    durability: () => durabilityOf(pool),
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
});
