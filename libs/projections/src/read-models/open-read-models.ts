import { randomUUID } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { makeFolder } from '@ledger/runtime';
import { PostgresDialect } from '../database/postgres-dialect';
import type { PostgresLimits } from '../database/postgres-pool';
import { SqliteDialect } from '../database/sqlite-dialect';
import type { ReadModelsUnavailableError } from '../database/errors';
import type { Projection } from '../delivery/projection';
import { ReadModelDatabase } from '../delivery/read-model-database';
import type { JourneyBatch } from './journey-batch';
import { readModelProjections } from './read-model-projections';

const DEFAULT_LIMITS: PostgresLimits = { connections: 10, connectTimeoutMs: 3_000, statementTimeoutMs: 15_000 };

export interface SqliteReadModelsOptions {
  /** File, which is created together with its folder; or `:memory:`. */
  readonly path: string;
  readonly projections?: readonly Projection<JourneyBatch>[];
}

/** Throws `ReadModelsUnavailableError` if unreadable, `ReadModelsNewerError` if a later version has written it. */
export async function openSqliteReadModels(options: SqliteReadModelsOptions): Promise<ReadModelDatabase> {
  const { projections = readModelProjections } = options;
  const isInMemory = options.path === ':memory:';
  const path = isInMemory ? options.path : resolve(options.path);
  if (!isInMemory) makeFolder(dirname(path));
  const name = isInMemory ? `:memory:${randomUUID()}` : path;
  return ReadModelDatabase.open(name, new SqliteDialect(path), projections);
}

export interface PostgresReadModelsOptions {
  /** `postgres://user:password@host:port/database`, with the driver's parameters, such as `?sslmode=`. */
  readonly url: string;
  readonly projections?: readonly Projection<JourneyBatch>[];
  readonly limits?: Partial<PostgresLimits>;
  /** What an operator may want to correct, as a sentence: for instance that the role could not be created. */
  readonly onNotice?: (text: string) => void;
  /** Called if the server is away: it is waited for, and queries fail until it answers. Default: that is an error. */
  readonly onAway?: (error: ReadModelsUnavailableError) => void;
}

/** Any number of processes may open it. Throws `ReadModelsUnavailableError` and `ReadModelsNewerError`. */
export async function openPostgresReadModels(options: PostgresReadModelsOptions): Promise<ReadModelDatabase> {
  const { url, projections = readModelProjections, onNotice, onAway } = options;
  const { hostname, port, pathname } = new URL(url);
  const name = `postgres://${hostname}:${port === '' ? '5432' : port}${pathname}`;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const dialect = new PostgresDialect({ url, database: name, limits, onNotice });
  return ReadModelDatabase.open(name, dialect, projections, onAway);
}
