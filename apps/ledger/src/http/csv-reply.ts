import {
  applyDecorators,
  SetMetadata,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { BYTE_ORDER_MARK, csvLine, type CsvCell, type CsvFormulas } from '@ledger/exchange';
import { CSV_TYPE } from './media-types';
import { wantsCsv } from './wanted-type';

/** How a reply becomes a table: which of its members is the list of rows, and its columns. */
interface CsvTable {
  readonly list: string;
  /** Names of a row's members; `a.b` is a member within one. */
  readonly columns: readonly string[];
}

type Body = Readonly<Record<string, unknown>>;
type Query = Readonly<Record<string, string | undefined>>;

const CSV_TABLE = 'csv-table';

/**
 * Gives a call's reply as CSV to callers that ask for it (`format=csv`, or `Accept: text/csv`): the rows of its list
 * under a header line. Rows of a version that they are compared with follow; the first column is then the version. Of
 * groups it has the rows of each, and the first column is what the group has in common.
 * The address of the next page is in the header `Link` (RFC 8288).
 */
export function csvReply(list: string, columns: readonly string[]): MethodDecorator {
  return applyDecorators(SetMetadata(CSV_TABLE, { list, columns }), UseInterceptors(CsvInterceptor));
}

class CsvInterceptor implements NestInterceptor<Body, Body | string> {
  intercept(context: ExecutionContext, next: CallHandler<Body>): Observable<Body | string> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const query = request.query as Query;
    const reply = http.getResponse<FastifyReply>();
    void reply.header('vary', 'accept');
    if (!wantsCsv(query['format'], request.headers.accept)) return next.handle();
    const table = Reflect.getMetadata(CSV_TABLE, context.getHandler()) as CsvTable;
    return next.handle().pipe(
      map((body) => {
        void reply.header('content-type', `${CSV_TYPE}; charset=utf-8; header=present`);
        const { nextCursor } = body;
        if (typeof nextCursor === 'string') void reply.header('link', nextPage(request.url, nextCursor));
        return csvOf(table, query, body);
      }),
    );
  }
}

function csvOf({ list, columns }: CsvTable, query: Query, body: Body): string {
  const chosen = query['fields']?.split(',') ?? columns;
  const isMasked = ((body[list] ?? []) as readonly Body[]).some((row) => 'masked' in row);
  const names = [...new Set(isMasked ? [...chosen, 'masked'] : chosen)];
  // The call's own check of its query has refused any other value.
  const formulas = query['formulas'] as CsvFormulas | undefined;
  const { comparison, groups } = body as { readonly comparison?: Body; readonly groups?: readonly Body[] };
  const lines = (part: Body, first: readonly CsvCell[]): string[] =>
    (part[list] as readonly Body[]).map((row) =>
      csvLine([...first, ...names.map((name) => cellOf(row, name))], formulas),
    );
  const bom = query['bom'] === 'true' ? BYTE_ORDER_MARK : '';
  if (groups !== undefined) {
    return [
      bom,
      csvLine(['group', ...names]),
      ...groups.flatMap((group) => lines(group, [cellOf(group, 'value')])),
    ].join('');
  }
  if (comparison === undefined) return [bom, csvLine(names), ...lines(body, [])].join('');
  return [
    bom,
    csvLine(['version', ...names]),
    ...lines(body, [Number(query['version'])]),
    ...lines(comparison, [Number(comparison['version'])]),
  ].join('');
}

function cellOf(row: Body, name: string): CsvCell {
  let value: unknown = row;
  for (const part of name.split('.')) value = (value as Body | null)?.[part] ?? null;
  if (value === null || typeof value === 'number' || typeof value === 'string') return value;
  return JSON.stringify(value);
}

function nextPage(address: string, cursor: string): string {
  const [path = '', query = ''] = address.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `<${path}?${parameters.toString()}>; rel="next"`;
}
