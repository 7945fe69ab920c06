import { InMemoryEventStore } from '@ledger/event-store/testing';
import { paymentCall } from '@ledger/journey/testing';
import { OpenDeadlineCount } from '@ledger/projections';
import { LedgerScript, projectAll } from '@ledger/projections/testing';
import { everyDatabase } from './every-database.test-support';

const now = '2026-05-01T12:00:00.000Z';

describe.each(everyDatabase())('open deadlines in %s', (_name, { open, dispose }) => {
  it.each([1, 3, 4, 100])('are counted, every one once, in slices of %i', async (slice) => {
    const store = new InMemoryEventStore();
    const script = new LedgerScript(store);
    await script.publish(paymentCall, now);
    const database = await open();
    await projectAll(store, database);
    expect(await new OpenDeadlineCount(database, slice).count()).toBe(0);
    for (let n = 0; n < 8; n++) await script.run(paymentCall, { type: 'StartJourney', sessionId: `s${n}`, now });
    await projectAll(store, database);
    let turns = 0;
    let next: NodeJS.Immediate | undefined;
    const turn = (): void => {
      turns += 1;
      next = setImmediate(turn);
    };
    turn();
    expect(await new OpenDeadlineCount(database, slice).count()).toBe(8);
    clearImmediate(next);
    // Other work of the thread has its turn after each slice.
    expect(turns).toBeGreaterThanOrEqual(1 + Math.floor(8 / slice));
    await dispose(database);
  });
});
