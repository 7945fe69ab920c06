import { sql, type Kysely, type Migration } from 'kysely';

/** What only a database that several processes share needs. */
export const postgresMigrations: Readonly<Record<string, Migration>> = {
  '0002-leases': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('leases')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('owner', 'text', (column) => column.notNull())
        .addColumn('token', 'bigint', (column) => column.notNull())
        .addColumn('expires_at', sql`timestamptz`, (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('write_fences')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('token', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
};
