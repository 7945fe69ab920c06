import { sql } from 'kysely';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { paymentCall } from '@ledger/journey/testing';
import { holdProjector, openPostgresReadModels, openPostgresLeases, ProjectionAdmin } from '@ledger/projections';
import { eventually, LedgerScript, postgresForTests, rebuildsContract } from '@ledger/projections/testing';

const now = '2026-05-01T12:00:00.000Z';
const postgres = postgresForTests();

rebuildsContract('PostgreSQL', {
  ...postgres.readModels,
  reopen: ({ name }, projections) =>
    openPostgresReadModels({
      url: postgres.server.url(new URL(name).pathname.slice(1)),
      ...(projections && { projections }),
    }),
});

describe('a rebuild under a lease', () => {
  it('is carried out by the process that projects, whichever process asks', async () => {
    const database = await postgres.readModels.open();
    const url = postgres.server.url(new URL(database.name).pathname.slice(1));
    const asking = await openPostgresReadModels({ url });
    const store = new InMemoryEventStore();
    const script = new LedgerScript(store);
    await script.publish(paymentCall, now);
    await script.run(paymentCall, { type: 'StartJourney', sessionId: 'a', now });
    const leases = openPostgresLeases({ url });
    const projector = holdProjector({ store, database, leases, liveSpacingMs: 0, pollMs: 5 });
    try {
      const operations = new ProjectionAdmin(asking);
      await eventually(() => projector.status()?.every(({ state }) => state === 'live') === true);
      await operations.requestRebuild('timeline');
      await eventually(async () => (await operations.rebuild())?.status === 'switched');
      expect(Object.values((await operations.rebuild())?.equal ?? {})).toEqual(database.projections.map(() => true));
    } finally {
      await projector.stop();
      await leases.close();
      await asking.close();
      await postgres.readModels.dispose(database);
    }
  });
});

describe('a switch', () => {
  it('does not wait for a vacuum of the live tables, which lasts as long as they are large', async () => {
    const database = await postgres.readModels.open();
    const vacuumed = database.slot(0).names.tables['timeline'] ?? '';
    try {
      await database.db.transaction().execute(async (vacuum) => {
        // The lock that a vacuum holds. It yields only to a lock that waits for more than a second.
        await sql`lock table ${sql.table(vacuumed)} in share update exclusive mode`.execute(vacuum);
        await database.maintenance.transaction().execute((tx) => database.publish(tx, database.slot(0).names));
      });
    } finally {
      await postgres.readModels.dispose(database);
    }
  });

  it('waits for a query that reads a view, and keeps those after it away', async () => {
    const database = await postgres.readModels.open();
    try {
      let switched: Promise<void> | undefined;
      let isSwitched = false;
      await database.db.transaction().execute(async (reader) => {
        await reader.selectFrom('timeline').select('position').execute();
        switched = database.maintenance
          .transaction()
          .execute((tx) => database.publish(tx, database.slot(0).names))
          .then(() => void (isSwitched = true));
        const held = sql<{ modes: string[] }>`
          select array_agg(mode) as modes from pg_locks join pg_database on pg_database.oid = pg_locks.database
          where datname = current_database() and relation = 'journeys'::regclass and granted`;
        await eventually(
          async () => (await held.execute(database.db)).rows[0]?.modes.includes('AccessExclusiveLock') === true,
        );
        expect(isSwitched).toBe(false);
      });
      await switched;
      expect(isSwitched).toBe(true);
    } finally {
      await postgres.readModels.dispose(database);
    }
  });
});
