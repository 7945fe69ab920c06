import { InMemoryEventStore } from '@ledger/event-store/testing';
import type { AnalyticsQueries } from '../../queries/analytics-queries';
import type { ReadModelDatabase } from '../../delivery/read-model-database';
import { KyselyAnalyticsQueries } from '../../queries/analytics/kysely-analytics-queries';
import { writeAnalyticsScript } from './analytics-script';
import { claimsContract } from './claims.contract';
import { writeClaims } from './claims-script';
import { movesContract } from './moves.contract';
import { openJourneysContract } from './open-journeys.contract';
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
    const opened: ReadModelDatabase[] = [];

    // Nothing is written but once, so all tests of a script read one database.
    function of(script: (script: LedgerScript) => Promise<void>): () => Promise<AnalyticsSetting> {
      let setting: Promise<AnalyticsSetting> | undefined;
      return () => (setting ??= open(script));
    }
    async function open(write: (script: LedgerScript) => Promise<void>): Promise<AnalyticsSetting> {
      const store = new InMemoryEventStore({ now: () => new Date('2026-05-01T12:00:00.000Z') });
      const database = await harness.open();
      opened.push(database);
      await write(new LedgerScript(store));
      // In small batches, so that visits are opened in one and closed in another.
      await projectAll(store, database, { batchSize: 3 });
      return { database, analytics: new KyselyAnalyticsQueries(database) };
    }

    afterAll(async () => {
      for (const database of opened) await harness.dispose(database);
    });

    const calls = of(writeAnalyticsScript);
    movesContract(calls);
    waysContract(calls);
    openJourneysContract(calls);
    claimsContract(of(writeClaims));
  });
}
