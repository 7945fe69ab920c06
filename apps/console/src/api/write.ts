import type { FetchResponse, RequestBodyOption } from 'openapi-fetch';
import { answered, ledger } from './client';
import type { paths } from './schema';

type Method = 'post' | 'put' | 'delete';
type Paths<Of extends Method> = { [Path in keyof paths]: paths[Path][Of] extends object ? Path : never }[keyof paths];
type Params<Call> = Call extends { readonly parameters: infer All } ? Pick<All, keyof All & ('path' | 'query')> : never;
type Reply<Call> = Call extends object ? NonNullable<FetchResponse<Call, object, 'application/json'>['data']> : never;

/** Changes what is at a path of the ledger; gives what it answers. */
export function write<Of extends Method, Path extends Paths<Of>>(
  method: Of,
  path: Path,
  { body, ...params }: Params<paths[Path][Of]> & RequestBodyOption<paths[Path][Of]>,
): Promise<Reply<paths[Path][Of]>> {
  return answered(ledger.request(method, path as never, { params, body } as never)) as Promise<Reply<paths[Path][Of]>>;
}
