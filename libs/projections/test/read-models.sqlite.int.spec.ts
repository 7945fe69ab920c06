import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openSqliteReadModels } from '@ledger/projections';
import { readModelQueriesContract } from '@ledger/projections/testing';

readModelQueriesContract('a SQLite file', {
  open: () => openSqliteReadModels({ path: join(mkdtempSync(join(tmpdir(), 'read-models-')), 'read-models.db') }),
  dispose: async (database) => {
    await database.close();
    rmSync(dirname(database.name), { recursive: true });
  },
});
