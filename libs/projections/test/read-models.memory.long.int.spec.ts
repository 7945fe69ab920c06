import { openSqliteReadModels } from '@ledger/projections';
import { readModelQueriesContract } from '@ledger/projections/testing';

// The same adapter as on a file, which is what servers open: only tests and benches have read models in memory.
readModelQueriesContract('SQLite in memory', {
  open: () => openSqliteReadModels({ path: ':memory:' }),
  dispose: (database) => database.close(),
});
