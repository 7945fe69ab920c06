import { openSqliteReadModels, type Projection } from '@ledger/projections';
import { postgresForTests, type ReadModelsHarness } from '@ledger/projections/testing';

export const sqliteInMemory: ReadModelsHarness = {
  open: (projections?: readonly Projection[]) =>
    openSqliteReadModels({ path: ':memory:', ...(projections && { projections }) }),
  dispose: (database) => database.close(),
};

/** Each kind of database that read models are kept in, for `describe.each`. */
export function everyDatabase(): [string, ReadModelsHarness][] {
  return [
    ['SQLite', sqliteInMemory],
    ['PostgreSQL', postgresForTests().readModels],
  ];
}
