import type { Ask, PostgresDatabases } from './postgres-databases';

/** Tables, columns, views and rights of a database, as one text; indexes are told apart, since a build adds them. */
const SCHEMA = `
  select string_agg(concat_ws(' ', n.nspname, c.relname, c.relkind, c.relacl, md5(pg_get_viewdef(c.oid)), a.columns), ',' order by c.oid::regclass::text) as schema
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  left join lateral (
    select string_agg(concat(attname, ':', atttypid), ' ' order by attnum) as columns
    from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped
  ) a on true
  where c.relkind <> 'i' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;

const TABLES = `
  select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;

const SEQUENCES = TABLES.replace("'r'", "'S'");
const INDEXES = TABLES.replace("'r'", "'i'");

interface Pristine {
  readonly schema: unknown;
  readonly indexes: ReadonlySet<unknown>;
  /** SQL that brings a database of this schema back to the rows that it was created with. */
  readonly reset: string;
}

/**
 * Databases of one kind, emptied after one test and used by the next: creating and dropping one takes PostgreSQL two
 * checkpoints and hundreds of files. One whose schema a test has changed is dropped.
 */
export class ReusedDatabases {
  readonly #free: string[] = [];
  #pristine: Promise<Pristine> | undefined;

  constructor(
    private readonly server: () => PostgresDatabases,
    private readonly create: () => Promise<string>,
  ) {}

  async take(): Promise<string> {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    const created = await this.create();
    await (this.#pristine ??= this.#look(created));
    return created;
  }

  /** @param address of a database to which no connection is open any more; of any user. */
  async giveBack(address: string): Promise<void> {
    const url = this.server().url(new URL(address).pathname.slice(1));
    const pristine = await this.#pristine;
    const isEmptied = pristine !== undefined && (await this.server().connected(url, (ask) => emptied(ask, pristine)));
    if (isEmptied) this.#free.push(url);
    else await this.server().dropDatabase(url);
  }

  #look(url: string): Promise<Pristine> {
    return this.server().connected(url, async (ask) => {
      const tables = (await ask(TABLES)).map(({ name }) => String(name));
      const sequences = (await ask(SEQUENCES)).map(({ name }) => String(name));
      const refill: string[] = [];
      for (const table of tables) {
        const [found] = await ask(`select json_agg(t)::text as rows from ${table} t`);
        if (typeof found?.rows !== 'string') continue;
        const rows = `json_populate_recordset(null::${table}, $rows$${found.rows}$rows$)`;
        refill.push(`insert into ${table} overriding system value select * from ${rows}`);
      }
      return {
        schema: await schemaOf(ask),
        indexes: new Set((await ask(INDEXES)).map(({ name }) => name)),
        // Deleting the few rows of a test takes a tenth of truncating, which makes new files.
        reset: [
          ...tables.map((table) => `delete from ${table}`),
          ...sequences.map((sequence) => `alter sequence ${sequence} restart`),
          ...refill,
        ].join(';\n'),
      };
    });
  }
}

/** Whether a database is as it was created; not if a test has changed its schema. */
async function emptied(ask: Ask, { schema, indexes, reset }: Pristine): Promise<boolean> {
  if ((await schemaOf(ask)) !== schema) return false;
  const added = (await ask(INDEXES)).filter(({ name }) => !indexes.has(name));
  await ask([...added.map(({ name }) => `drop index ${String(name)}`), reset].join(';\n'));
  return true;
}

async function schemaOf(ask: Ask): Promise<unknown> {
  return (await ask(SCHEMA))[0]?.schema;
}
