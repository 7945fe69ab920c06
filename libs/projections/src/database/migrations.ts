import { Migrator, sql, type CreateTableBuilder, type Kysely, type Migration, type RawBuilder } from 'kysely';
import { ReadModelsNewerError } from './errors';
import type { ReadModelSchema } from './tables/read-model-schema';
import type { SqlDialect } from './sql-dialect';

/** Bookkeeping alone: projections' tables carry their version in their name and are rebuilt from the ledger. */
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
  '0003-rebuilds': { up: addRebuilds },
  '0004-mismatch-and-retry': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .alterTable('rebuilds')
        .addColumn('accepts_mismatch', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema.alterTable('dead_letters').addColumn('retry_requested_at', 'text').execute();
    },
  },
  '0005-consumer-checkpoints': { up: addConsumerCheckpoints },
  '0006-key-uses': { up: addKeyUses },
};

async function addConsumerCheckpoints(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('consumer_checkpoints')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('position', 'text')
    .addColumn('anchor_event_id', 'text')
    .addColumn('anchor_after', 'text')
    .addColumn('stored_at', 'text', (column) => column.notNull())
    .execute();
}

async function addKeyUses(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('key_uses')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('used_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('key_uses_key', ['tenant', 'key_id'])
    .execute();
}

async function addRebuilds(db: Kysely<unknown>): Promise<void> {
  for (const column of ['events', 'gaps'] as const) await addCount(db, column, sql`bigint`);
  await addCount(db, 'rate', sql`double precision`);
  await db.schema.alterTable('projection_checkpoints').addColumn('applied_at', 'text').execute();
  await db.schema
    .createTable('live_tables')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('slot', 'integer', (column) => column.notNull())
    .addColumn('versions', 'text', (column) => column.notNull())
    .addColumn('tables', 'text', (column) => column.notNull())
    .execute();
  let rebuilds: CreateTableBuilder<string, string> = db.schema
    .createTable('rebuilds')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('cancelling', 'integer', (column) => column.notNull())
    .addColumn('slot', 'integer')
    .addColumn('events', 'bigint', (column) => column.notNull())
    .addColumn('gaps', 'bigint', (column) => column.notNull());
  for (const name of ['projection', 'reason', 'status', 'requested_at']) {
    rebuilds = rebuilds.addColumn(name, 'text', (column) => column.notNull());
  }
  for (const name of ['versions', 'tables', 'position', 'anchor_event_id', 'anchor_after', 'started_at']) {
    rebuilds = rebuilds.addColumn(name, 'text');
  }
  for (const name of ['finished_at', 'error', 'digests']) rebuilds = rebuilds.addColumn(name, 'text');
  await rebuilds.execute();
  let letters: CreateTableBuilder<string, string> = db.schema
    .createTable('dead_letters')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('rebuild', 'integer');
  for (const name of ['projection', 'position', 'entry_position', 'event_id', 'stream', 'type', 'error']) {
    letters = letters.addColumn(name, 'text', (column) => column.notNull());
  }
  for (const name of ['first_failed_at', 'last_failed_at']) {
    letters = letters.addColumn(name, 'text', (column) => column.notNull());
  }
  await letters.addPrimaryKeyConstraint('dead_letters_key', ['projection', 'position']).execute();
}

async function addCount(db: Kysely<unknown>, name: string, type: RawBuilder<unknown>): Promise<void> {
  await db.schema
    .alterTable('projection_checkpoints')
    .addColumn(name, sql`${type}`, (column) => column.notNull().defaultTo(0))
    .execute();
}

const ATTEMPTS = 5;

/** Brings the schema up to date. Throws `ReadModelsNewerError` if a later version has changed it. */
export async function migrate(db: Kysely<ReadModelSchema>, dialect: SqlDialect, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await migrateOnce(db, dialect, name);
    } catch (error) {
      if (attempt >= ATTEMPTS || !isGoneTable(error)) throw error;
    }
  }
}

/** Listing the tables of PostgreSQL fails if a rebuild drops one meanwhile: SQLSTATE 42P01. */
function isGoneTable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === '42P01') || isGoneTable(error.cause);
}

async function migrateOnce(db: Kysely<ReadModelSchema>, dialect: SqlDialect, name: string): Promise<void> {
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
