import { InMemoryEventStore } from '@ledger/event-store/testing';
import type { Projection } from '../../delivery/projection';
import type { ReadModelDatabase } from '../../delivery/read-model-database';
import { mismatchContract } from './mismatch.contract';
import { rebuildContract } from './rebuild.contract';
import { poisonEventsContract } from './poison-events.contract';
import { deadLetterRetryContract } from './dead-letter-retry.contract';
import { versionChangeContract } from './version-change.contract';
import { LedgerScript } from '../support/ledger-script';
import type { ReadModelsHarness } from '../support/read-models-harness';

/** A database that can be opened again by another version of the software. */
export interface RebuildHarness extends ReadModelsHarness {
  reopen(database: ReadModelDatabase, projections?: readonly Projection[]): Promise<ReadModelDatabase>;
}

/** What each test of the contract works with. */
export interface RebuildSetting {
  readonly store: InMemoryEventStore;
  readonly script: LedgerScript;
  readonly database: ReadModelDatabase;
  readonly reopen: (projections?: readonly Projection[]) => Promise<ReadModelDatabase>;
  /** Runs when the test is over, the last one first. */
  readonly onEnd: (work: () => Promise<unknown>) => void;
}

/** Rebuilds in shadow tables and poison events, alike on every database. */
export function rebuildsContract(name: string, harness: RebuildHarness): void {
  describe(`rebuilds on ${name}`, () => {
    const endings: (() => Promise<unknown>)[] = [];

    async function setting(projections?: readonly Projection[]): Promise<RebuildSetting> {
      const store = new InMemoryEventStore({ now: () => new Date('2026-05-01T12:00:00.000Z') });
      const database = await harness.open(projections);
      endings.push(() => harness.dispose(database));
      return {
        store,
        script: new LedgerScript(store),
        database,
        reopen: async (projections) => {
          const again = await harness.reopen(database, projections);
          endings.push(() => again.close());
          return again;
        },
        onEnd: (work) => endings.push(work),
      };
    }

    afterEach(async () => {
      for (const end of endings.splice(0).reverse()) await end();
    });

    rebuildContract(setting);
    describe('live rows that are not what the ledger says', () => mismatchContract(setting));
    versionChangeContract(setting);
    poisonEventsContract(setting);
    describe('dead letters that are tried again', () => deadLetterRetryContract(setting));
  });
}
