import Database from 'libsql';
import { Kysely, sql } from 'kysely';
import { LibsqlDialect } from '../src/database/libsql-driver';

describe('a transaction that SQLite rolled back by itself', () => {
  it('fails with the cause, and leaves the connection to the next one', async () => {
    const db = new Kysely<unknown>({
      dialect: new LibsqlDialect({ open: () => new Database(':memory:'), reopens: false }),
    });
    await sql`create table noted (id integer primary key)`.execute(db);

    const failed = db.transaction().execute(async (tx) => {
      await sql`insert into noted values (1)`.execute(tx);
      await sql`insert or rollback into noted values (1)`.execute(tx);
    });
    await expect(failed).rejects.toThrow('UNIQUE constraint failed: noted.id');

    await db.transaction().execute((tx) => sql`insert into noted values (2)`.execute(tx));
    expect((await sql`select id from noted`.execute(db)).rows).toEqual([{ id: 2 }]);
    await db.destroy();
  });
});
