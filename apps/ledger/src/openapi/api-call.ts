import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { CSV_TYPE, JSON_TYPE } from '../http/media-types';
import { PROBLEMS, type ProblemCode } from '../http/problem-codes';
import type { LedgerRouteConfig } from '../http/route-config';
import type { DtoClass } from '../http/validated';
import { HEADERS, type DocumentedHeader } from './headers';
import { problemExample } from './problem-examples';

/** Named examples of a body. */
type Examples = Readonly<Record<string, unknown>>;

interface ReplyDescription {
  readonly description: string;
  /** Name of one of the document's component schemas; absent for text. */
  readonly schema?: string;
  /** Absent where the reply has no body. */
  readonly example?: unknown;
  /** JSON where absent. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An example of the same as CSV, where a caller may ask for that. */
  readonly csv?: string;
}

/** Everything that is said of a call: its documentation, and what the HTTP adapter needs to know of it. */
export interface CallDescription {
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly body?: {
    /** A DTO, or the name of a component schema. */
    readonly schema: DtoClass<object> | string;
    readonly examples: Examples;
    readonly types?: readonly string[];
    readonly optional?: boolean;
    readonly limit?: LedgerRouteConfig['bodyLimit'];
  };
  /** Parameters of the path that the controller reads without Nest's decorator. */
  readonly path?: readonly string[];
  readonly takesQuery?: boolean;
  readonly headers?: readonly DocumentedHeader[];
  readonly replies: Readonly<Record<number, ReplyDescription>>;
  readonly problems: readonly ProblemCode[];
  /** Statuses that a code has on this call beside its own. */
  readonly otherStatuses?: Readonly<Record<number, ProblemCode>>;
}

/** Describes a call to the API document and to the HTTP adapter, in one place. */
export function apiCall(call: CallDescription): MethodDecorator {
  const types = call.body?.types ?? [JSON_TYPE];
  return applyDecorators(
    ApiTags(call.tag),
    ApiOperation({
      summary: call.summary,
      ...(call.description === undefined ? {} : { description: call.description }),
    }),
    RouteConfig({
      ...(call.body ? { consumes: types } : {}),
      ...(call.takesQuery ? { takesQuery: true } : {}),
      ...(call.body?.limit ? { bodyLimit: call.body.limit } : {}),
    } satisfies LedgerRouteConfig),
    ...(call.body ? bodyDecorators(call.body, types) : []),
    ...(call.path ?? []).map((name) => ApiParam({ name, schema: { type: 'string' } })),
    ...(call.headers ?? []).map((name) => ApiHeader({ name, required: false, ...HEADERS[name] })),
    ApiProduces(...new Set(Object.values(call.replies).flatMap(mediaTypes))),
    ...Object.entries(call.replies).map(([status, reply]) => replyDecorator(Number(status), reply)),
    ...problemDecorators(call),
  );
}

function bodyDecorators(body: NonNullable<CallDescription['body']>, types: readonly string[]): MethodDecorator[] {
  const examples = Object.fromEntries(Object.entries(body.examples).map(([name, value]) => [name, { value }]));
  const required = body.optional !== true;
  return [
    ApiConsumes(...types),
    typeof body.schema === 'string'
      ? ApiBody({ schema: { $ref: `#/components/schemas/${body.schema}` }, examples, required })
      : ApiBody({ type: body.schema, examples, required }),
  ];
}

function replyDecorator(status: number, reply: ReplyDescription): MethodDecorator {
  const schema = reply.schema === undefined ? { type: 'string' } : { $ref: `#/components/schemas/${reply.schema}` };
  return ApiResponse({
    status,
    description: reply.description,
    headers: {
      'X-Request-Id': { description: 'Id of this request, as the log has it.', schema: { type: 'string' } },
      ...Object.fromEntries(
        Object.entries(reply.headers ?? {}).map(([name, description]) => [
          name,
          { description, schema: { type: 'string' } },
        ]),
      ),
    },
    content:
      reply.example === undefined
        ? undefined
        : {
            [reply.type ?? JSON_TYPE]: { schema, example: reply.example },
            ...(reply.csv === undefined ? {} : { [CSV_TYPE]: { schema: { type: 'string' }, example: reply.csv } }),
          },
  });
}

function mediaTypes({ type = JSON_TYPE, csv }: ReplyDescription): readonly string[] {
  return csv === undefined ? [type] : [type, CSV_TYPE];
}

/** One response for each status, with an example for each code that it may carry. */
function problemDecorators({ problems, otherStatuses = {} }: CallDescription): MethodDecorator[] {
  const byStatus = new Map<number, ProblemCode[]>();
  const add = (status: number, code: ProblemCode) => byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  for (const code of problems) add(PROBLEMS[code].status, code);
  for (const [status, code] of Object.entries(otherStatuses)) add(Number(status), code);
  return [...byStatus].map(([status, codes]) =>
    ApiResponse({
      status,
      description: codes.map((code) => `${code}: ${PROBLEMS[code].title}.`).join(' '),
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: Object.fromEntries(codes.map((code) => [code, { value: problemExample(code, status) }])),
        },
      },
    }),
  );
}
