import { Migrator, sql, type Kysely, type Migration } from 'kysely';
import { ReadModelsNewerError } from '../errors';
import type { ReadModelSchema } from './read-model-schema';
import type { SqlDialect } from './sql-dialect';

/**
 * The book-keeping that outlives any version of a projection. The projections' own tables are no migrations: their
 * version is in their name, and a new version is filled from the ledger instead of altered.
 */
const sharedMigrations: Readonly<Record<string, Migration>> = {
  '0001-checkpoints': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('projection_checkpoints')
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('position', 'text')
        .addColumn('anchor_event_id', 'text')
        .addColumn('anchor_after', 'text')
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('last_error', 'text')
        .addPrimaryKeyConstraint('projection_checkpoints_key', ['name', 'version'])
        .execute();
    },
  },
};

/** Brings the schema up to date. Throws `ReadModelsNewerError` where a later version has been at it. */
export async function migrate(db: Kysely<ReadModelSchema>, dialect: SqlDialect, name: string): Promise<void> {
  const migrations = { ...sharedMigrations, ...dialect.migrations };
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const unknown = await appliedMigrations(db).then((applied) => applied.find((known) => !(known in migrations)));
  if (unknown !== undefined) throw new ReadModelsNewerError(name, unknown);
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw dialect.translateError(error);
}

async function appliedMigrations(db: Kysely<ReadModelSchema>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}
