import { sql, type Dialect, type Expression, type Kysely, type Migration } from 'kysely';
import { publishAnalystViews } from './analyst-views';
import { bigintArray, textArray } from './postgres-arrays';
import { translatePostgresError } from './postgres-errors';
import { postgresMigrations } from './postgres-migrations';
import { postgresConnections, storable, type PostgresLimits } from './postgres-pool';
import { rewritePostgresTable } from './postgres-rewrite';
import { lockPostgresViews, pointPostgresView } from './postgres-views';
import type { ReadModelSchema, ReadModelTable } from './read-model-schema';
import type {
  BulkDelete,
  BulkInsert,
  DigestOfPage,
  PageOfTexts,
  ReadModelTransaction,
  SqlDialect,
  SqlRow,
  TextPart,
} from './sql-dialect';
import { indexNames, type ColumnType, type ProjectionTable, type VersionedTables } from './table-declaration';

/** Any number that other software is unlikely to choose: one process at a time changes the schema. */
const SCHEMA_LOCK = 7_216_554_902_211;

/** PostgreSQL through `pg`. */
export class PostgresDialect implements SqlDialect {
  readonly kysely: Dialect;
  readonly maintenance: Dialect;
  readonly orderedText: Expression<unknown> = sql`text collate "C"`;
  readonly isRemote = true;
  readonly rowId = sql`ctid`;
  readonly rewriteTable = rewritePostgresTable;
  readonly migrations: Readonly<Record<string, Migration>> = postgresMigrations;
  readonly #database: string;
  readonly #columns: ReadonlyMap<ReadModelTable, Readonly<Record<string, ColumnType>>>;
  readonly #onNotice: (text: string) => void;

  /** @param database name for people, without the password. */
  constructor(options: {
    readonly url: string;
    readonly database: string;
    readonly limits: PostgresLimits;
    readonly projections: readonly VersionedTables[];
    readonly onNotice?: (text: string) => void;
  }) {
    const { url, database, limits, projections, onNotice = () => undefined } = options;
    this.#database = database;
    this.#onNotice = onNotice;
    this.#columns = new Map(projections.flatMap(({ tables }) => tables).map(({ table, columns }) => [table, columns]));
    this.kysely = postgresConnections(url, limits);
    // Indexes of large tables take longer than a query may.
    this.maintenance = postgresConnections(url, { ...limits, connections: 1, statementTimeoutMs: 0 });
  }

  oneOf(column: string, values: readonly string[]): Expression<boolean> {
    return sql<boolean>`${sql.ref(column)} = any(${values.map(storable)}::text[])`;
  }

  /** One statement for all rows, whose text and number of parameters do not depend on how many there are. */
  async insertAll(tx: ReadModelTransaction, statement: BulkInsert, rows: readonly SqlRow[]): Promise<void> {
    if (rows.length === 0) return;
    const { table, columns, key, onConflict } = statement;
    const names = sql.join(columns.map((column) => sql.ref(column)));
    const target = sql.join(key.map((column) => sql.ref(column)));
    const written =
      onConflict === 'ignore'
        ? sql`nothing`
        : sql`update set ${sql.join(onConflict.update.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))}`;
    await sql`
      insert into ${sql.table(table)} (${names})
      select * from unnest(${this.#columnArrays(table, columns, rows)})
      on conflict (${target}) do ${written}`.execute(tx);
  }

  async deleteAll(tx: ReadModelTransaction, { table, key }: BulkDelete, keys: readonly SqlRow[]): Promise<void> {
    if (keys.length === 0) return;
    const names = sql.join(key.map((column) => sql.ref(column)));
    await sql`
      delete from ${sql.table(table)}
      where (${names}) in (select * from unnest(${this.#columnArrays(table, key, keys)}))`.execute(tx);
  }

  /** By `format`, which takes three quarters of the time of `concat`: literals are no arguments to it. */
  joinText(parts: readonly TextPart[]): string {
    const format = parts.map((part) => ('value' in part ? '%s' : part.literal)).join('');
    return `format(${[`'${format}'`, ...parts.flatMap((part) => ('value' in part ? [part.value] : []))].join()})`;
  }

  /** Hashed where they are: what is to be sent of a page is its digest. */
  async digestPage(db: Kysely<ReadModelSchema>, { rows, key, size }: PageOfTexts): Promise<DigestOfPage> {
    const last = sql.join(key.map((column) => sql`(array_agg(${sql.ref(column)}))[${size}] as ${sql.ref(column)}`));
    const { rows: pages } = await sql<Record<string, unknown> & { readonly digest: string }>`
      select encode(sha256(convert_to(coalesce(string_agg(text, ''), ''), 'UTF8')), 'hex') as digest, ${last}
      from (${rows}) as page`.execute(db);
    const [page] = pages;
    if (page === undefined) throw new Error('PostgreSQL gave no digest.');
    const lastKey = key.map((column) => page[column]);
    return { digest: Promise.resolve(page.digest), last: lastKey.includes(null) ? undefined : lastKey };
  }

  /** Emptied rather than dropped: views stand on it, and others may be reading. */
  async emptyTable(tx: ReadModelTransaction, declaration: ProjectionTable, name: string): Promise<void> {
    await sql`truncate ${sql.table(declaration.table)}`.execute(tx);
    for (const index of indexNames(declaration, name)) await sql`drop index if exists ${sql.ref(index)}`.execute(tx);
  }

  lockViews(tx: ReadModelTransaction, views: readonly string[]): Promise<void> {
    return lockPostgresViews(tx, views);
  }

  pointView(tx: ReadModelTransaction, view: ReadModelTable, table: string): Promise<void> {
    return pointPostgresView(tx, view, table);
  }

  async lockSchema(tx: ReadModelTransaction): Promise<void> {
    await sql`select pg_advisory_xact_lock(${SCHEMA_LOCK}::bigint)`.execute(tx);
  }

  publishTables(tx: ReadModelTransaction, projections: readonly VersionedTables[]): Promise<void> {
    return publishAnalystViews(tx, projections, this.#onNotice);
  }

  translateError(error: unknown): unknown {
    return translatePostgresError(error, this.#database);
  }

  #columnArrays(table: ReadModelTable, columns: readonly string[], rows: readonly SqlRow[]): Expression<unknown> {
    const types = this.#columns.get(table);
    return sql.join(
      columns.map((column, index) => {
        const isInteger = types?.[column]?.startsWith('integer') === true;
        return isInteger ? sql`${bigintArray(rows, index)}::bigint[]` : sql`${textArray(rows, index)}::text[]`;
      }),
    );
  }
}
