import { useQuery, type UseQueryOptions, type UseQueryResult } from '@tanstack/react-query';
import { answered, ledger } from './client';
import type { paths } from './schema';

/** A call that reads: what it answers as JSON. */
interface Reads<Data> {
  readonly get: { readonly responses: { readonly 200: { readonly content: { readonly 'application/json': Data } } } };
}
export type ReadPath = { [Path in keyof paths]: paths[Path] extends Reads<unknown> ? Path : never }[keyof paths];
export type Reply<Path extends ReadPath> = paths[Path] extends Reads<infer Data> ? NonNullable<Data> : never;
type Params<Path extends ReadPath> = Pick<paths[Path]['get']['parameters'], 'path' | 'query'>;

/** Reads what is at a path of the ledger. */
export function read<Path extends ReadPath>(path: Path, params: Params<Path>): Promise<Reply<Path>> {
  return answered(ledger.GET(path, { params } as never)) as Promise<Reply<Path>>;
}

/** The same for a component, which is asked for once however many show it. */
export function useRead<Path extends ReadPath>(
  path: Path,
  params: Params<Path>,
  options: Omit<UseQueryOptions<Reply<Path>>, 'queryKey' | 'queryFn'> = {},
): UseQueryResult<Reply<Path>> {
  return useQuery({ queryKey: [path, params], queryFn: () => read(path, params), ...options });
}
