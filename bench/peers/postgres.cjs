'use strict';
const { Pool } = require('pg');

/** Connections of each peer: as many as the load has, so that none waits for one. */
const CONNECTIONS = 32;

function openPool() {
  const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: CONNECTIONS });
  // When the server is killed; a query that is under way fails by itself.
  pool.on('error', () => undefined);
  return pool;
}

/** What PostgreSQL says of what a commit waits for. */
async function durabilityOf(pool) {
  const { rows } = await pool.query(
    `SELECT name, setting FROM pg_settings
     WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method', 'server_version')`,
  );
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
}

/** Runs `work` in one transaction of one connection. */
async function inTransaction(pool, work) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

module.exports = { CONNECTIONS, durabilityOf, inTransaction, openPool };
