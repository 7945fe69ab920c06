import { openSqliteReadModels } from '@ledger/projections';
import { analyticsQueriesContract } from '@ledger/projections/testing';

analyticsQueriesContract('SQLite in memory', {
  open: () => openSqliteReadModels({ path: ':memory:' }),
  dispose: (database) => database.close(),
});
