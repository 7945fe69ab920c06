'use strict';
// A transition is a durable workflow whose id is the command's: sent again, it gives the first result. Its one step is a
// transaction of the data source, which records the step's result in the same commit as the session.
const { DBOS } = require('@dbos-inc/dbos-sdk');
const { PostgresDataSource } = require('@dbos-inc/postgres-datasource');
const { run } = require('./http-face.cjs');
const { CONNECTIONS, durabilityOf, openPool } = require('./postgres.cjs');
const { NotFound, moved, started } = require('./sessions.cjs');

const url = new URL(process.env.DATABASE_URL);
const options = {
  host: url.hostname,
  port: Number(url.port),
  username: url.username,
  database: url.pathname.slice(1),
  max: CONNECTIONS,
  onnotice: () => undefined,
};
const source = new PostgresDataSource('sessions', options);

async function moveRow(id, command) {
  const sql = PostgresDataSource.client;
  const [row] = await sql`SELECT state_id, context, revision FROM sessions WHERE id = ${id} FOR UPDATE`;
  if (row === undefined) throw new NotFound(id);
  const next = moved({ stateId: row.state_id, context: row.context, revision: row.revision }, command);
  await sql`UPDATE sessions SET state_id = ${next.stateId}, context = ${sql.json(next.context)},
    revision = ${next.revision} WHERE id = ${id}`;
  return next;
}

const moveInTransaction = source.registerTransaction(moveRow, { name: 'move', isolationLevel: 'READ COMMITTED' });
const workflow = DBOS.registerWorkflow((id, command) => moveInTransaction(id, command), { name: 'move' });

run(async () => {
  const pool = openPool();
  await PostgresDataSource.initializeDBOSSchema(options);
  await pool.query(`CREATE TABLE IF NOT EXISTS sessions (
    id text PRIMARY KEY, state_id text NOT NULL, context jsonb NOT NULL, revision integer NOT NULL)`);
  DBOS.setConfig({
    name: 'bench',
    systemDatabaseUrl: process.env.DATABASE_URL,
    systemDatabasePoolSize: CONNECTIONS,
    logLevel: 'error',
  });
  await DBOS.launch();
  return {
    async start(id) {
      const { stateId, context } = started();
      await pool.query('INSERT INTO sessions VALUES ($1, $2, $3, 0) ON CONFLICT DO NOTHING', [id, stateId, context]);
    },
    move: (id, command) => DBOS.withNextWorkflowID(`${id}/${command.commandId}`, () => workflow(id, command)),
    async read(id) {
      const { rows } = await pool.query('SELECT state_id, context, revision FROM sessions WHERE id = $1', [id]);
      const [row] = rows;
      return row && { stateId: row.state_id, context: row.context, revision: row.revision };
    },
    durability: () => durabilityOf(pool),
    close: async () => {
      await DBOS.shutdown();
      await pool.end();
    },
  };
});
