import { PostgresLeases } from '@ledger/leases';
import { Kysely } from 'kysely';
import { postgresConnections } from './postgres-pool';

/** Renewed every second, an owner survives a short pause; a lost one is missed for four seconds at most. */
const DEFAULT_TTL_MS = 4_000;

export interface PostgresLeasesOptions {
  /** The database of the read models, whose migrations create the tables: see `openPostgresReadModels`. */
  readonly url: string;
  /** Name of the owner, for people: unique to this process by default. */
  readonly owner?: string;
  readonly ttlMs?: number;
}

/** Leases in the database of the read models. */
export function openPostgresLeases({ url, owner, ttlMs = DEFAULT_TTL_MS }: PostgresLeasesOptions): PostgresLeases {
  const patienceMs = Math.ceil(ttlMs / 2);
  const limits = { connections: 2, connectTimeoutMs: patienceMs, statementTimeoutMs: patienceMs };
  return new PostgresLeases({
    database: new Kysely<unknown>({ dialect: postgresConnections(url, limits) }),
    owner,
    ttlMs,
  });
}
