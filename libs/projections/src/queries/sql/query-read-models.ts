import { queryPostgres } from './postgres-query';
import { querySqlite } from './sqlite-query';
import { singleSelect } from './single-select';

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
  { timeLimitMs = DEFAULT_TIME_LIMIT_MS }: { readonly timeLimitMs?: number } = {},
): Promise<SqlAnswer> {
  const query = text === undefined ? undefined : singleSelect(text);
  return 'path' in place ? querySqlite(place.path, query, timeLimitMs) : queryPostgres(place.url, query, timeLimitMs);
}
