import { InMemoryEventStore } from '@ledger/event-store/testing';
import type { ReadModelDatabase } from '../../delivery/read-model-database';
import { KyselyReadModelQueries } from '../../queries/journeys/kysely-read-model-queries';
import { deadlinesContract } from './deadlines.contract';
import { escalationsContract } from './escalations.contract';
import { exportsContract } from './exports.contract';
import { journeySearchContract } from './journey-search.contract';
import { operationsContract } from './operations.contract';
import { policiesContract } from './policies.contract';
import { positionContract } from './position.contract';
import { sightContract } from './sight.contract';
import { stuckContract } from './stuck.contract';
import { timelineContract } from './timeline.contract';
import { LedgerScript } from '../support/ledger-script';
import { projectAll } from '../support/projected';
import type { ReadModelsHarness } from '../support/read-models-harness';

/** What each test of the contract works with. */
export interface ReadModelsSetting {
  readonly store: InMemoryEventStore;
  readonly script: LedgerScript;
  readonly database: ReadModelDatabase;
  readonly queries: KyselyReadModelQueries;
  /** Applies what the script has written so far. */
  readonly project: () => Promise<void>;
}

/** Opens a setting, for one test or for all of the suite, which then read it alone. */
export interface OpenSetting {
  (): Promise<ReadModelsSetting>;
  readonly forAll: () => Promise<ReadModelsSetting>;
}

/** What every database of read models must answer alike. Enrolled in a line for each. */
export function readModelQueriesContract(name: string, harness: ReadModelsHarness): void {
  describe(`read models on ${name}`, () => {
    const disposals: (() => Promise<void>)[] = [];
    const disposalsAtEnd: (() => Promise<void>)[] = [];

    async function opened(endings: (() => Promise<void>)[]): Promise<ReadModelsSetting> {
      const store = new InMemoryEventStore({ now: () => new Date('2026-05-01T12:00:00.000Z') });
      const database = await harness.open();
      endings.push(() => harness.dispose(database));
      return {
        store,
        script: new LedgerScript(store),
        database,
        queries: new KyselyReadModelQueries(database),
        project: () => projectAll(store, database),
      };
    }

    const setting: OpenSetting = Object.assign(() => opened(disposals), { forAll: () => opened(disposalsAtEnd) });

    afterEach(async () => {
      for (const dispose of disposals.splice(0)) await dispose();
    });
    afterAll(async () => {
      for (const dispose of disposalsAtEnd) await dispose();
    });

    timelineContract(setting);
    journeySearchContract(setting);
    stuckContract(setting);
    deadlinesContract(setting);
    escalationsContract(setting);
    operationsContract(setting);
    policiesContract(setting);
    exportsContract(setting);
    positionContract(setting);
    sightContract(setting);
  });
}
