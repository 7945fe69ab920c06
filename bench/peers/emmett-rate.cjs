// Prints how many commands a second Emmett's command handler executes on its SQLite store: load, decide, append, one
// caller. In a process of its own: node emmett-rate.cjs <file> <seconds> <journeys>
'use strict';
const { CommandHandler } = require('@event-driven-io/emmett');
const { getSQLiteEventStore } = require('@event-driven-io/emmett-sqlite');

const [fileName, seconds, journeys] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const store = getSQLiteEventStore({ fileName, schema: { autoMigration: 'CreateOrUpdate' } });
const handle = CommandHandler({
  evolve: (_state, event) => ({ stateId: event.data.to }),
  initialState: () => ({ stateId: '' }),
});

function decide({ stateId }) {
  if (stateId === '') return { type: 'JourneyStarted', data: { to: 'WAITING' } };
  return { type: 'JourneyTransitioned', data: { to: stateId === 'WAITING' ? 'TALKING' : 'WAITING' } };
}

async function main() {
  // The first command creates the schema.
  await handle(store, 'warm-up', decide).catch(() => undefined);
  let calls = 0;
  const started = performance.now();
  while (performance.now() - started < seconds * 1000) {
    try {
      await handle(store, `journey-${calls % journeys}`, decide);
      calls += 1;
    } catch (error) {
      // Its driver leaves a statement open now and then ("cannot commit transaction - SQL statements in progress"). The
      // call is tried again, at the cost of its own time alone.
      if (error.code !== 'SQLITE_BUSY') throw error;
    }
  }
  process.stdout.write(`\ncommands/s: ${calls / ((performance.now() - started) / 1000)}\n`);
  process.exit(0);
}

void main();
