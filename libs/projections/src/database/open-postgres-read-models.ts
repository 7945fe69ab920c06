import type { Projection } from '../delivery/projection';
import { readModelProjections } from '../read-models/read-model-projections';
import { PostgresDialect } from './postgres-dialect';
import type { PostgresLimits } from './postgres-pool';
import { ReadModelDatabase } from './read-model-database';

const DEFAULT_LIMITS: PostgresLimits = { connections: 10, connectTimeoutMs: 3_000, statementTimeoutMs: 15_000 };

export interface PostgresReadModelsOptions {
  /** `postgres://user:password@host:port/database`, with what else the driver takes, such as `?sslmode=`. */
  readonly url: string;
  readonly projections?: readonly Projection[];
  readonly limits?: Partial<PostgresLimits>;
  /** What an operator may want to put right, as a sentence: for instance that no role could be created. */
  readonly onNotice?: (text: string) => void;
}

/**
 * Opens the read models in a PostgreSQL database, creating their tables, the views for analysts and the role that may
 * read them. Any number of processes may open one database at the same time.
 *
 * Throws `ReadModelsUnavailableError` where the server does not answer or does not let this user in, and
 * `ReadModelsNewerError` for a database that a later version has written.
 */
export function openPostgresReadModels(options: PostgresReadModelsOptions): Promise<ReadModelDatabase> {
  const { url, projections = readModelProjections, onNotice } = options;
  const database = nameOf(url);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const dialect = new PostgresDialect({ url, database, limits, projections, ...(onNotice && { onNotice }) });
  return ReadModelDatabase.open(database, dialect, projections);
}

/** Server and database, without who connects and how. */
function nameOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `postgres://${hostname}:${port === '' ? '5432' : port}${pathname}`;
}
