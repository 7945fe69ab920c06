import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openSqliteReadModels, type Projection } from '@ledger/projections';
import { rebuildsContract } from '@ledger/projections/testing';

function open(path: string, projections?: readonly Projection[]): ReturnType<typeof openSqliteReadModels> {
  return openSqliteReadModels({ path, ...(projections && { projections }) });
}

rebuildsContract('a SQLite file', {
  open: (projections) => open(join(mkdtempSync(join(tmpdir(), 'read-models-')), 'read-models.db'), projections),
  reopen: ({ name }, projections) => open(name, projections),
  dispose: async (database) => {
    await database.close();
    rmSync(dirname(database.name), { recursive: true });
  },
});
