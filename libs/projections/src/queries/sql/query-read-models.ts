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

/**
 * Cannot write. Tables are named as in `docs/reference/read-models.md`; without a text, it lists them. Throws
 * `SqlRefusedError` for anything but a single query or one that the database rejects.
 */
export async function queryReadModels(place: ReadModelPlace, text?: string): Promise<SqlAnswer> {
  const query = text === undefined ? undefined : singleSelect(text);
  return 'path' in place ? querySqlite(place.path, query) : queryPostgres(place.url, query);
}
