'use strict';
// XState has no storage: the snapshot of each session's actor is a row, locked for the transition, and each command id is
// a row beside it with the reply that it got. Both are written by one statement of one transaction.
const { createActor, createMachine } = require('xstate');
const { run } = require('./http-face.cjs');
const { durabilityOf, inTransaction, openPool } = require('./postgres.cjs');
const { INITIAL, NotFound, Refused, STATES, started } = require('./sessions.cjs');

const machine = createMachine({
  id: 'shuttle',
  initial: INITIAL,
  context: { verified: false },
  states: Object.fromEntries(
    Object.entries(STATES).map(([id, targets]) => [
      id,
      targets.length === 0
        ? { type: 'final' }
        : { on: Object.fromEntries(targets.map((target) => [target, { target, actions: 'keepContext' }])) },
    ]),
  ),
}).provide({
  actions: { keepContext: require('xstate').assign(({ context, event }) => ({ ...context, ...event.context })) },
});

const LOCKED = { name: 'locked', text: 'SELECT snapshot, revision FROM sessions WHERE id = $1 FOR UPDATE' };
const ANSWERED = { name: 'answered', text: 'SELECT reply FROM commands WHERE session_id = $1 AND command_id = $2' };
const STORED = {
  name: 'stored',
  text: `WITH moved AS (UPDATE sessions SET snapshot = $3, revision = $4 WHERE id = $1)
    INSERT INTO commands (session_id, command_id, reply) VALUES ($1, $2, $5)`,
};

async function open() {
  const pool = openPool();
  await pool.query(`
    CREATE TABLE IF NOT EXISTS sessions (id text PRIMARY KEY, snapshot jsonb NOT NULL, revision integer NOT NULL);
    CREATE TABLE IF NOT EXISTS commands (
      session_id text NOT NULL, command_id text NOT NULL, reply jsonb NOT NULL, PRIMARY KEY (session_id, command_id))`);
  return {
    async start(id) {
      const snapshot = createActor(machine).start().getPersistedSnapshot();
      const text = 'INSERT INTO sessions (id, snapshot, revision) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING';
      await pool.query(text, [id, snapshot]);
    },
    move: (id, { commandId, targetStateId, context }) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query(LOCKED, [id]);
        if (rows.length === 0) throw new NotFound(id);
        const answered = await client.query(ANSWERED, [id, commandId]);
        if (answered.rows.length > 0) return answered.rows[0].reply;
        const actor = createActor(machine, { snapshot: rows[0].snapshot }).start();
        const event = { type: targetStateId, context };
        if (!actor.getSnapshot().can(event)) throw new Refused(actor.getSnapshot().value, targetStateId);
        actor.send(event);
        const snapshot = actor.getPersistedSnapshot();
        const revision = rows[0].revision + 1;
        const reply = { stateId: snapshot.value, context: snapshot.context, revision };
        await client.query(STORED, [id, commandId, snapshot, revision, reply]);
        return reply;
      }),
    async read(id) {
      const { rows } = await pool.query('SELECT snapshot, revision FROM sessions WHERE id = $1', [id]);
      const [row] = rows;
      return (
        row && { ...started(), stateId: row.snapshot.value, context: row.snapshot.context, revision: row.revision }
      );
    },
    durability: () => durabilityOf(pool),
    close: () => pool.end(),
  };
}

run(open);
