import { ApiResponse } from '@nestjs/swagger';
import { FREE_TEXT } from '../http/fields';
import { CSV_TYPE, JSON_TYPE, PROBLEM_TYPE, SVG_TYPE } from '../http/media-types';
import { PROBLEMS, type ProblemCode } from '../http/problem-codes';
import type { CallDescription, ReplyDescription } from './api-call';
import type { ReplyHeaders } from './headers';
import { exampleName } from './problem-examples';
import { Problem } from './problem.schemas';
import { whileBusy } from './while-busy';

interface Response {
  readonly descriptions: string[];
  readonly content: Record<string, object>;
  readonly headers: Record<string, object>;
}

/** On every reply, whatever its status. */
const ALWAYS: ReplyHeaders = {
  'X-Request-Id': { description: 'Id of the request in the server’s log.', required: true },
};

const RETRY_AFTER: ReplyHeaders = {
  'Retry-After': { description: 'Seconds after which to send the request again.', required: true },
};

/** With RATE_LIMIT_PER_SECOND, on every reply of a call that needs credentials. */
const RATE_LIMIT: ReplyHeaders = {
  'RateLimit-Policy': { description: 'With RATE_LIMIT_PER_SECOND: requests (q) that one key may send in w seconds.' },
  RateLimit: { description: 'With RATE_LIMIT_PER_SECOND: requests that are left (r), and seconds until all are (t).' },
};

const OF_PROBLEMS: Readonly<Partial<Record<ProblemCode, ReplyHeaders>>> = {
  UNAUTHENTICATED: { 'WWW-Authenticate': { description: 'The schemes that are accepted.', required: true } },
  UNAVAILABLE: RETRY_AFTER,
  READ_NOT_RECORDED: RETRY_AFTER,
  TOO_MANY_REQUESTS: { ...RETRY_AFTER, ...RATE_LIMIT },
};

/** The responses of a call: what it documents, and the problems that it or any call may answer. */
export function responseDecorators(call: CallDescription): MethodDecorator[] {
  const responses = new Map<number, Response>();
  const responseOf = (status: number): Response => {
    const response = responses.get(status) ?? { descriptions: [], content: {}, headers: headerObjects(ALWAYS) };
    responses.set(status, response);
    return response;
  };
  for (const [status, reply] of Object.entries(call.replies)) {
    const response = responseOf(Number(status));
    response.descriptions.push(reply.description);
    Object.assign(response.content, contentOf(reply));
    Object.assign(response.headers, headerObjects(reply.headers ?? {}));
  }
  for (const [status, codes] of problemsByStatus(call)) {
    const response = responseOf(status);
    response.descriptions.push(...codes.map((code) => `${code}: ${PROBLEMS[code].title}.`));
    response.content[PROBLEM_TYPE] = { schema: Problem, examples: examplesOf(codes, status) };
    for (const code of codes) Object.assign(response.headers, headerObjects(OF_PROBLEMS[code] ?? {}));
  }
  return [...responses].map(([status, { descriptions, content, headers }]) =>
    ApiResponse({
      status,
      description: descriptions.join(' '),
      headers: headers,
      ...(Object.keys(content).length > 0 && { content }),
    }),
  );
}

function contentOf({ example, schema, type = JSON_TYPE, csv, svg }: ReplyDescription): object {
  if (example === undefined) return {};
  return {
    [type]: { schema: schema ?? TEXT, example },
    ...(csv !== undefined && { [CSV_TYPE]: { schema: TEXT, example: csv } }),
    ...(svg !== undefined && { [SVG_TYPE]: { schema: TEXT, example: svg } }),
  };
}

const TEXT = { type: 'string' } as const;

function headerObjects(headers: ReplyHeaders): Record<string, object> {
  return Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, { ...header, schema: TEXT }]));
}

function examplesOf(codes: readonly ProblemCode[], status: number): object {
  return Object.fromEntries(
    codes.map((code) => [code, { $ref: `#/components/examples/${exampleName(code, status)}` }]),
  );
}

function problemsByStatus(call: CallDescription): ReadonlyMap<number, readonly ProblemCode[]> {
  const byStatus = new Map<number, ProblemCode[]>();
  const add = (status: number, code: ProblemCode): void => {
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  };
  for (const code of problemsOf(call)) add(PROBLEMS[code].status, code);
  for (const [status, code] of Object.entries(call.otherStatuses ?? {})) add(Number(status), code);
  return byStatus;
}

/** Whether a body has a context or a text that people write freely. */
function takesCardData({ body, problems = [] }: CallDescription): boolean {
  return problems.includes('CONTEXT_INVALID') || JSON.stringify(body?.schema).includes(`"${FREE_TEXT}":true`);
}

const isAudited = ({ auditedRead = false }: CallDescription) => auditedRead !== false;

function problemsOf(call: CallDescription): readonly ProblemCode[] {
  const { scope, body, query, problems = [] } = call;
  const codes: ProblemCode[] = ['VALIDATION_FAILED'];
  if (scope !== 'open') codes.push('UNAUTHENTICATED', 'FORBIDDEN');
  codes.push(...problems);
  if (query && 'atLeast' in query.properties) codes.push('POSITION_NOT_FOUND');
  if (body && body.limit !== 'lines') codes.push('PAYLOAD_TOO_LARGE');
  if (body) codes.push('UNSUPPORTED_MEDIA_TYPE');
  if ((body && takesCardData(call)) || (isAudited(call) && whileBusy(call) !== 'answer'))
    codes.push('CARD_DATA_REFUSED');
  // A call that answers refusals itself has no such status.
  if ((scope !== 'open' || call.busy === 'refuse') && whileBusy(call) !== 'answer') codes.push('TOO_MANY_REQUESTS');
  if (isAudited(call) && whileBusy(call) !== 'answer') codes.push('READ_NOT_RECORDED');
  return [...new Set(codes), 'INTERNAL_ERROR', 'LEDGER_DAMAGED', 'UNAVAILABLE'];
}
