import { queryPostgres } from './postgres-query';
import { querySqlite } from './sqlite-query';
import { singleSelect, SqlRefusedError } from './single-select';

export interface SqlOptions {
  /** Milliseconds; default: 60,000. */
  readonly timeLimitMs?: number;
  /** Whether personal data is shown, which the views leave out otherwise. Of the embedded file alone. */
  readonly personal?: boolean;
  /** Whose rows are shown. Default: those of the tenant `default`; in PostgreSQL those that the database's user may read. */
  readonly tenant?: string;
}

/** Where the read models are: the embedded file, or a PostgreSQL database. */
export type ReadModelPlace = { readonly path: string } | { readonly url: string };

/** Rows of a query, each with its values in the order of the columns. */
export interface SqlAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

const DEFAULT_TIME_LIMIT_MS = 60_000;

/**
 * Cannot write, nor read anything else, and is stopped after `timeLimitMs`. Tables are named as in `docs/reference/read-models.md`; without a text, it lists them. Throws
 * `SqlRefusedError` for anything but a single query or one that the database rejects.
 */
export async function queryReadModels(
  place: ReadModelPlace,
  text?: string,
  { timeLimitMs = DEFAULT_TIME_LIMIT_MS, personal = false, tenant }: SqlOptions = {},
): Promise<SqlAnswer> {
  const query = text === undefined ? undefined : singleSelect(text);
  if ('path' in place) return querySqlite({ path: place.path, text: query, personal, tenant }, timeLimitMs);
  if (personal) {
    throw new SqlRefusedError(
      'In PostgreSQL the views leave personal data out for everyone; only the owner of the tables can read it, from them.',
    );
  }
  return queryPostgres(place.url, query, timeLimitMs, tenant);
}
