import { InMemoryEventStore } from '@ledger/event-store/testing';
import { paymentCall } from '@ledger/journey/testing';
import { holdProjector, openPostgresReadModels, PostgresLeases, ProjectionOperations } from '@ledger/projections';
import { LedgerScript, postgresForTests, rebuildsContract } from '@ledger/projections/testing';
import { eventually } from './eventually.test-support';

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
    const leases = new PostgresLeases({ url });
    const projector = holdProjector({ store, database, leases, liveSpacingMs: 0, pollMs: 5 });
    try {
      const operations = new ProjectionOperations(asking);
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
