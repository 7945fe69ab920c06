import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { sql, type Kysely, type QueryExecutorProvider, type RawBuilder } from 'kysely';
import { LeaseLostError, type LeaseGrant, type Leases, type WriteFence } from './lease';

/** A PostgreSQL database with the tables of `createLeaseTables`; closing the leases closes it. */
export type LeaseDatabase = QueryExecutorProvider & { destroy(): Promise<void> };

export interface PostgresLeasesOptions {
  /** With connections of its own, so that no query ever delays a renewal. */
  readonly database: LeaseDatabase;
  /** Name of the owner, for people: unique to this process by default. */
  readonly owner?: string;
  readonly ttlMs: number;
}

/** Leases as rows, by the database's clock alone. */
export class PostgresLeases implements Leases {
  readonly ttlMs: number;
  readonly owner: string;
  readonly #database: LeaseDatabase;

  constructor({ database, owner, ttlMs }: PostgresLeasesOptions) {
    this.#database = database;
    this.ttlMs = ttlMs;
    this.owner = owner ?? `${hostname()}/${process.pid}/${randomUUID()}`;
  }

  async acquire(name: string): Promise<LeaseGrant | undefined> {
    const { rows } = await sql<{ token: string }>`
      insert into leases (name, owner, token, expires_at)
      values (${name}, ${this.owner}, 1, ${this.#expiry})
      on conflict (name) do update
        set owner = excluded.owner, token = leases.token + 1, expires_at = ${this.#expiry}
        where leases.expires_at <= clock_timestamp()
      returning token`.execute(this.#database);
    const [row] = rows;
    if (row === undefined) return undefined;
    const token = BigInt(row.token);
    return { name, owner: this.owner, token, fence: new PostgresFence(name, token) };
  }

  /** True also for a lease that ran out while no other process wanted it. */
  async renew({ name, token }: LeaseGrant): Promise<boolean> {
    const { numAffectedRows } = await sql`
      update leases set expires_at = ${this.#expiry} where name = ${name} and token = ${String(token)}`.execute(
      this.#database,
    );
    return numAffectedRows === 1n;
  }

  async release({ name, token }: LeaseGrant): Promise<void> {
    await sql`
      update leases set expires_at = '-infinity' where name = ${name} and token = ${String(token)}`.execute(
      this.#database,
    );
  }

  close(): Promise<void> {
    return this.#database.destroy();
  }

  /** By the clock of the moment, not of the statement's start: it may have waited for another transaction to commit. */
  get #expiry(): RawBuilder<unknown> {
    return sql`clock_timestamp() + ${this.ttlMs} * interval '1 millisecond'`;
  }
}

/** Writing transactions read this row under a lock: raising it waits for them, and the new owner finds their writes. */
class PostgresFence implements WriteFence {
  constructor(
    private readonly name: string,
    private readonly token: bigint,
  ) {}

  async raise(tx: QueryExecutorProvider): Promise<void> {
    const { rows } = await sql`
      insert into write_fences (name, token) values (${this.name}, ${String(this.token)}::bigint)
      on conflict (name) do update set token = excluded.token where write_fences.token <= excluded.token
      returning token`.execute(tx);
    if (rows.length === 0) throw new LeaseLostError(this.name, this.token);
  }

  async check(tx: QueryExecutorProvider): Promise<void> {
    const { rows } = await sql`
      select token from write_fences where name = ${this.name} and token = ${String(this.token)}::bigint
      for share`.execute(tx);
    if (rows.length === 0) throw new LeaseLostError(this.name, this.token);
  }
}

/** The tables of leases and fences. Part of a migration that has been applied: it never changes. */
export async function createLeaseTables(db: Kysely<unknown>): Promise<void> {
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
}
