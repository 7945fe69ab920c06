import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiBody,
  ApiConsumes,
  ApiExtension,
  ApiHeader,
  ApiOperation,
  ApiQuery,
  ApiSecurity,
  ApiTags,
} from '@nestjs/swagger';
import type { TObject, TSchema } from '@sinclair/typebox';
import type { Scope } from '@ledger/access';
import { defined } from '@ledger/plain-data';
import { JSON_TYPE } from '../http/media-types';
import type { ProblemCode } from '../http/problem-codes';
import type { AuditedRead, LedgerRouteConfig } from '../http/route-config';
import { whileBusy } from './while-busy';
import { REQUEST_HEADERS, type ReplyHeaders, type RequestHeader } from './headers';
import { responseDecorators } from './responses';
import type { Reply } from './schema-parts';
import { SECURITY_SCHEMES } from './security';
import type { Tag } from './tags';

/** What one status of a call answers. */
export interface ReplyDescription<S extends TSchema = TSchema> {
  readonly description: string;
  /** Default: text. */
  readonly schema?: S;
  /** Absent if the reply has no body. */
  readonly example?: unknown;
  /** Default: JSON. */
  readonly type?: string;
  readonly headers?: ReplyHeaders;
  /** An example of the same as CSV, if callers may ask for that. */
  readonly csv?: string;
  /** An example of the same as SVG, likewise. */
  readonly svg?: string;
}

type Replies = Readonly<Record<number, ReplyDescription>>;

/** Scopes that let callers read journeys. */
type ReadingScope = Extract<Scope, `${string}.read`>;

/**
 * What the caller's credentials must allow, or one of several; `open` calls need none. A call that credentials for reading
 * can make says whether it is recorded who read what by it: those that give what a journey holds or went through are. So
 * are changes that show journeys before they are made.
 */
export type AccessRule =
  | { readonly scope: Exclude<Scope, ReadingScope>; readonly auditedRead?: AuditedRead }
  | { readonly scope: 'open'; readonly auditedRead?: never }
  | { readonly scope: Scope | readonly Scope[]; readonly auditedRead: AuditedRead };

/** Everything that is said of a call: its documentation, and what the HTTP adapter needs to know of it. */
export type CallDescription<R extends Replies = Replies> = AccessRule & CallDetails<R>;

interface CallDetails<R extends Replies> {
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  /** How the call keeps to the definitions of credentials that are for some only. Default: they are refused. */
  readonly boundCredentials?: LedgerRouteConfig['boundCredentials'];
  /** It tells of all tenants: credentials of the tenant `default` alone may make it. */
  readonly ofAllTenants?: true;
  /** Of an open call that asks for credentials in its own way. Default: needs none. */
  readonly credentials?: string;
  /** `oauth`: a wrong request is answered as RFC 6749 says. Default: by a problem document. */
  readonly errors?: LedgerRouteConfig['errors'];
  readonly body?: {
    readonly schema: TSchema;
    readonly examples: Readonly<Record<string, unknown>>;
    /** Default: JSON. */
    readonly types?: readonly string[];
    readonly optional?: boolean;
    /** Whether it may come without a Content-Type. */
    readonly untyped?: boolean;
    readonly limit?: LedgerRouteConfig['bodyLimit'];
  };
  readonly query?: TObject;
  /** While too many requests are under way. Default: refused with 429; open calls and bodies of lines are served. */
  readonly busy?: LedgerRouteConfig['busy'];
  /** Beside those that every call takes. */
  readonly headers?: readonly RequestHeader[];
  readonly replies: R;
  /** Beside those that every call may answer. */
  readonly problems?: readonly ProblemCode[];
  /** Statuses that a code has on this call beside its own. */
  readonly otherStatuses?: Readonly<Record<number, ProblemCode>>;
}

type BodyOf<R extends Replies> = {
  [Status in keyof R]: R[Status] extends ReplyDescription<infer S> ? Reply<S> : never;
}[keyof R];

/** Refuses, at compile time, a method that gives anything else than its call documents. */
type CallDecorator<Body> = <Method extends (...given: never[]) => Body | Promise<Body> | Promise<void> | void>(
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void;

/** A reply of JSON; the compiler holds its example against the schema. */
export function jsonReply<S extends TSchema>(
  schema: S,
  description: string,
  example: Reply<S>,
  more: Pick<ReplyDescription, 'headers' | 'csv'> = {},
): ReplyDescription<S> {
  return { schema, description, example, ...more };
}

/** Describes a call to the API document and to the HTTP adapter, in one place. */
export function apiCall<R extends Replies>(call: CallDescription<R>): CallDecorator<BodyOf<R>> {
  const types = call.body?.types ?? [JSON_TYPE];
  const scopes = scopesOf(call);
  return applyDecorators(
    ApiTags(call.tag),
    ApiOperation({ summary: call.summary, description: descriptionOf(call) }),
    ApiExtension('x-required-scopes', scopes),
    ...(scopes.length === 0 ? [] : [ApiExtension('x-bound-credentials', call.boundCredentials ?? 'refused')]),
    ...(scopes.length === 0 ? [] : [ApiExtension('x-audited-read', Boolean(call.auditedRead))]),
    ...(call.ofAllTenants === true ? [ApiExtension('x-of-all-tenants', true)] : []),
    // Schemes, and scopes, that stand beside each other are alternatives.
    ...scopes.flatMap((scope) => Object.keys(SECURITY_SCHEMES).map((scheme) => ApiSecurity(scheme, [scope]))),
    routeConfig((operationId) =>
      defined({
        operationId,
        auditedRead: call.auditedRead,
        scope: call.scope,
        consumes: call.body && types,
        bodyOptional: call.body?.optional,
        untypedBody: call.body?.untyped,
        errors: call.errors,
        takesQuery: call.query && true,
        bodyLimit: call.body?.limit,
        busy: whileBusy(call),
        boundCredentials: call.boundCredentials,
        ofAllTenants: call.ofAllTenants,
      }),
    ),
    ...(call.body ? bodyDecorators(call.body, types) : []),
    ...(call.query ? queryDecorators(call.query) : []),
    ...headersOf(call).map((name) => ApiHeader({ name, required: false, ...REQUEST_HEADERS[name] })),
    ...responseDecorators(call),
  );
}

/** A route's config, which knows the call's id. */
function routeConfig(configOf: (operationId: string) => LedgerRouteConfig): MethodDecorator {
  return (target, name, descriptor) =>
    RouteConfig(configOf(operationIdOf(target.constructor.name, String(name))))(target, name, descriptor);
}

/** Id of a call in the API document, and in the record of reads: it must not change. */
export function operationIdOf(controller: string, method: string): string {
  return `${controller.replace(/Controller$/, '')}.${method}`;
}

function scopesOf({ scope }: CallDescription): Scope[] {
  return scope === 'open' ? [] : [scope].flat();
}

function descriptionOf({ description, ...call }: CallDescription): string {
  const scopes = scopesOf(call);
  const needed =
    scopes.length === 0
      ? (call.credentials ?? 'Needs no credentials.')
      : `${boundText(call, scopes)}Needs the scope ${scopes.join(' or ')}.`;
  return description === undefined ? needed : `${description}\n\n${needed}`;
}

/** What credentials for some definitions get of a call that names none. Those of administrators are for all. */
function boundText({ boundCredentials }: Pick<CallDescription, 'boundCredentials'>, scopes: readonly Scope[]): string {
  if (boundCredentials === 'filtered') return 'Credentials for some definitions are shown what is of these alone. ';
  const isForAdministrators = scopes.every((scope) => scope === 'admin');
  return boundCredentials !== undefined || isForAdministrators ? '' : 'Credentials for some definitions are refused. ';
}

function headersOf({ headers = [], scope, auditedRead }: CallDescription): readonly RequestHeader[] {
  if (scope === 'open') return ['X-Request-Id'];
  return [...headers, ...(auditedRead ? (['X-Purpose'] as const) : []), 'X-Request-Id', 'traceparent', 'X-Deadline-Ms'];
}

function bodyDecorators(
  { schema, examples, optional }: NonNullable<CallDescription['body']>,
  types: readonly string[],
): MethodDecorator[] {
  const named = Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]));
  return [ApiConsumes(...types), ApiBody({ schema, examples: named, required: optional !== true })];
}

function queryDecorators({ properties, required = [] }: TObject): MethodDecorator[] {
  return Object.entries(properties).map(([name, { description, examples, ...schema }]) => {
    const [example] = (examples ?? []) as readonly unknown[];
    return ApiQuery({
      name,
      required: required.includes(name),
      ...defined({ description, example }),
      schema,
    });
  });
}
