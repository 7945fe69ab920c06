import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { sql } from 'kysely';
import type { Pool } from 'pg';
import { createPool } from '../database/postgres-pool';
import type { ReadModelTransaction } from '../database/sql-dialect';
import { LeaseLostError, type LeaseGrant, type Leases, type WriteFence } from './lease';

/** Renewed every second, an owner survives a short pause; one that is gone is missed for four seconds at most. */
const DEFAULT_TTL_MS = 4_000;

export interface PostgresLeasesOptions {
  /** The database of the read models, which brings the tables: see `openPostgresReadModels`. */
  readonly url: string;
  /** Who asks, for people: unique to this process by default. */
  readonly owner?: string;
  readonly ttlMs?: number;
}

/**
 * Leases as rows, by the database's clock alone. On a connection of its own, so that no query ever makes a renewal wait.
 */
export class PostgresLeases implements Leases {
  readonly ttlMs: number;
  readonly owner: string;
  readonly #pool: Pool;

  constructor({ url, owner, ttlMs = DEFAULT_TTL_MS }: PostgresLeasesOptions) {
    this.ttlMs = ttlMs;
    this.owner = owner ?? `${hostname()}/${process.pid}/${randomUUID()}`;
    const patienceMs = Math.ceil(ttlMs / 2);
    this.#pool = createPool(url, { connections: 2, connectTimeoutMs: patienceMs, statementTimeoutMs: patienceMs });
  }

  async acquire(name: string): Promise<LeaseGrant | undefined> {
    // The clock of the moment, not of the statement's beginning, which may have waited for another one to commit.
    const { rows } = await this.#pool.query<{ token: string }>(
      `insert into leases (name, owner, token, expires_at)
       values ($1, $2, 1, clock_timestamp() + $3 * interval '1 millisecond')
       on conflict (name) do update
         set owner = excluded.owner, token = leases.token + 1,
             expires_at = clock_timestamp() + $3 * interval '1 millisecond'
         where leases.expires_at <= clock_timestamp()
       returning token`,
      [name, this.owner, this.ttlMs],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    const token = BigInt(row.token);
    return { name, owner: this.owner, token, fence: new PostgresFence(name, token) };
  }

  /** True also for one that ran out while nobody else wanted it. */
  async renew({ name, token }: LeaseGrant): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      `update leases set expires_at = clock_timestamp() + $3 * interval '1 millisecond' where name = $1 and token = $2`,
      [name, String(token), this.ttlMs],
    );
    return rowCount === 1;
  }

  async release({ name, token }: LeaseGrant): Promise<void> {
    await this.#pool.query(`update leases set expires_at = '-infinity' where name = $1 and token = $2`, [
      name,
      String(token),
    ]);
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}

/**
 * A row beside what it guards. Each writing transaction reads it under a lock, so that an owner who raises it waits for
 * those, and finds what they have written.
 */
class PostgresFence implements WriteFence {
  readonly #name: string;
  readonly #token: bigint;

  constructor(name: string, token: bigint) {
    this.#name = name;
    this.#token = token;
  }

  async raise(tx: ReadModelTransaction): Promise<void> {
    const { rows } = await sql`
      insert into write_fences (name, token) values (${this.#name}, ${String(this.#token)}::bigint)
      on conflict (name) do update set token = excluded.token where write_fences.token <= excluded.token
      returning token`.execute(tx);
    if (rows.length === 0) throw new LeaseLostError(this.#name, this.#token);
  }

  async check(tx: ReadModelTransaction): Promise<void> {
    const { rows } = await sql`
      select token from write_fences where name = ${this.#name} and token = ${String(this.#token)}::bigint
      for share`.execute(tx);
    if (rows.length === 0) throw new LeaseLostError(this.#name, this.#token);
  }
}
