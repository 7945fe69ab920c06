import { InMemoryEventStore } from '@ledger/event-store/testing';
import type { AnalyticsQueries } from '../../queries/analytics-queries';
import type { ReadModelDatabase } from '../../delivery/read-model-database';
import { KyselyAnalyticsQueries } from '../../queries/analytics/kysely-analytics-queries';
import { writeAnalyticsScript } from './analytics-script';
import { movesContract } from './moves.contract';
import { waysContract } from './ways.contract';
import { LedgerScript } from '../support/ledger-script';
import { projectAll } from '../support/projected';
import type { ReadModelsHarness } from '../support/read-models-harness';

/** What each test of the contract works with. */
export interface AnalyticsSetting {
  readonly database: ReadModelDatabase;
  readonly analytics: AnalyticsQueries;
}

/** What every database of read models must count alike. Enrolled in a line for each. */
export function analyticsQueriesContract(name: string, harness: ReadModelsHarness): void {
  describe(`analytics on ${name}`, () => {
    let database: ReadModelDatabase;
    let opened: Promise<AnalyticsSetting> | undefined;

    // Nothing is written but once, so all tests read one database.
    async function open(): Promise<AnalyticsSetting> {
      const store = new InMemoryEventStore({ now: () => new Date('2026-05-01T12:00:00.000Z') });
      database = await harness.open();
      await writeAnalyticsScript(new LedgerScript(store));
      // In small batches, so that visits are opened in one and closed in another.
      await projectAll(store, database, { batchSize: 3 });
      return { database, analytics: new KyselyAnalyticsQueries(database) };
    }
    const setting = (): Promise<AnalyticsSetting> => (opened ??= open());

    afterAll(async () => {
      if (opened !== undefined) await harness.dispose(database);
    });

    movesContract(setting);
    waysContract(setting);
  });
}
