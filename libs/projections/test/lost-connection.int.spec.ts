import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { breakOpenFiles } from '@ledger/event-store-sqlite/testing';
import { sql } from 'kysely';
import { ReadModelsUnavailableError } from '../src/database/errors';
import { openSqliteReadModels } from '../src/read-models/open-read-models';

describe('a lost connection to the read models', () => {
  it('is replaced: one statement fails, and the next is answered', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
    const path = join(folder, 'read-models.db');
    const database = await openSqliteReadModels({ path });
    const names = (): Promise<unknown> =>
      database.attempt((db) => db.selectFrom('projection_checkpoints').select('name').execute());
    expect(breakOpenFiles([path, `${path}-wal`])).toBeGreaterThan(0);
    const written = database.attempt((db) => sql`create table noted (id integer)`.execute(db));
    await expect(written).rejects.toThrow(ReadModelsUnavailableError);
    expect(await names()).toEqual([]);
    await database.close();
    rmSync(folder, { recursive: true });
  });
});
