import { Type, type TObject, type TProperties } from '@sinclair/typebox';
import * as field from './fields';

const DEFAULT_LIMIT = 50;

/** Parameters of a query that may wait for the read models. */
export const READ_MODEL_QUERY = {
  atLeast: Type.Optional(
    field.opaque('Position from a command’s reply: the answer includes at least the events up to it.', '41'),
  ),
};

/** Parameters of a query that is answered page by page. */
export const PAGED_QUERY = {
  ...READ_MODEL_QUERY,
  cursor: Type.Optional(field.opaque('nextCursor of the page before.')),
  limit: Type.Optional(field.pageSize(`Rows of a page, 1 to 1,000. Default: ${DEFAULT_LIMIT}.`, DEFAULT_LIMIT)),
};

/** The parameters of a call's query: it takes no others. */
export function queryOf<P extends TProperties>(properties: P): TObject<P> {
  return Type.Object(properties, { additionalProperties: false });
}

export function pageSize({ limit }: { readonly limit?: number }): number {
  return limit ?? DEFAULT_LIMIT;
}

/** One page of a list, with its rows under this name; without a cursor it is the last. */
export type Page<Name extends string, Row> = Readonly<Record<Name, readonly Row[]>> & { readonly nextCursor?: string };

export function pageOf<Name extends string, Row>(
  name: Name,
  rows: readonly Row[],
  nextCursor: string | undefined,
): Page<Name, Row> {
  const named = { [name]: rows } as Readonly<Record<Name, readonly Row[]>>;
  return nextCursor === undefined ? named : { ...named, nextCursor };
}
