import { InMemoryEventStore } from '@ledger/event-store/testing';
import { openSqliteReadModels } from '@ledger/projections';
import { readFunnel } from '../src/queries/analytics/funnel.query';
import { writeAnalyticsScript } from '../src/testing/contract/analytics-script';
import { LedgerScript } from '../src/testing/support/ledger-script';
import { projectAll } from '../src/testing/support/projected';
import { wholeTenant } from '../src/queries/sight';

describe('a funnel', () => {
  it.each([1, 2, 3, 7, 8])('is the same when %s journeys are read by each statement', async (journeysAtOnce) => {
    const store = new InMemoryEventStore();
    await writeAnalyticsScript(new LedgerScript(store));
    const database = await openSqliteReadModels({ path: ':memory:' });
    await projectAll(store, database);
    const filter = {
      ...{ sight: wholeTenant('default'), definitionId: 'PaymentCall', version: 1 },
      jsonAt: (column: string, path: readonly string[]) => database.dialect.jsonAt(column, path),
    };
    const states = ['WELCOME', 'IDENTIFY', 'AGENT', 'DONE'];
    const { whole, cut } = await database.attempt(async (db) => ({
      whole: await readFunnel(db, filter, states),
      cut: await readFunnel(db, filter, states, journeysAtOnce),
    }));
    await database.close();
    expect(whole).toMatchObject({
      journeys: 7,
      steps: [{ reached: 7 }, { reached: 5 }, { reached: 3 }, { reached: 2 }],
    });
    expect(cut).toEqual(whole);
  });
});
