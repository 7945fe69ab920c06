import { DatabaseError, Pool, type PoolClient, type PoolConfig } from 'pg';
import {
  PostgresDialect,
  type Dialect,
  type PostgresCursor,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely';

/** Limits of one pool, in milliseconds where they are times. */
export interface PostgresLimits {
  /** Connections at most. */
  readonly connections: number;
  readonly connectTimeoutMs: number;
  /** Of one statement, enforced by the server; 0: none. A silent server is given up a little later. */
  readonly statementTimeoutMs: number;
}

/** A process frozen in a transaction would keep its rows locked, and its successor waiting. */
const IDLE_IN_TRANSACTION_MS = 5_000;
/** What a lost server is given beyond its own limit for a statement. */
const SILENCE_MS = 5_000;

/** Kysely's connections to a server. */
export function postgresConnections(url: string, limits: PostgresLimits): Dialect {
  return new PostgresDialect({ pool: () => Promise.resolve(new GuardedPool(createPool(url, limits))) });
}

function createPool(url: string, limits: PostgresLimits): Pool {
  const { connections, connectTimeoutMs, statementTimeoutMs } = limits;
  const config: PoolConfig = {
    connectionString: url,
    application_name: 'journey-ledger',
    max: connections,
    connectionTimeoutMillis: connectTimeoutMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    ...(statementTimeoutMs > 0 && {
      statement_timeout: statementTimeoutMs,
      query_timeout: statementTimeoutMs + SILENCE_MS,
    }),
  };
  const pool = new Pool(config);
  // A broken connection is reported twice: to the query that it runs, which is enough, and as an event, which without a
  // listener would end the process, on the pool if the connection is idle and on the connection if it is taken.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** The pool for Kysely, which would put a broken connection back. */
class GuardedPool implements PostgresPool {
  constructor(private readonly pool: Pool) {}

  async connect(): Promise<PostgresPoolClient> {
    return new GuardedClient(await this.pool.connect());
  }

  end(): Promise<void> {
    return this.pool.end();
  }
}

class GuardedClient implements PostgresPoolClient {
  #fault: Error | undefined;

  constructor(private readonly client: PoolClient) {}

  query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query(query: unknown, parameters: readonly unknown[] = []): unknown {
    if (typeof query !== 'string') throw new TypeError('The read models are read in pages, without cursors.');
    return this.#run(query, parameters);
  }

  async #run(text: string, parameters: readonly unknown[]): Promise<unknown> {
    // After a query that was given up, the next one would wait as long again.
    if (this.#fault !== undefined) throw this.#fault;
    try {
      return await this.client.query(text, parameters.map(bindable));
    } catch (error) {
      if (!(error instanceof DatabaseError)) this.#fault = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  }

  release(): void {
    this.client.release(this.#fault);
  }
}

function bindable(value: unknown): unknown {
  return typeof value === 'string' ? storable(value) : value;
}

/** PostgreSQL's texts hold no U+0000, and a read model rejects no fact: it stores the symbol for it. */
export function storable(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\u2400') : text;
}
