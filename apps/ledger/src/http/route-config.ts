import type { FastifyContextConfig, FastifyRequest } from 'fastify';
import type { Scope } from '@ledger/access';

/** Whether each answer of a call is recorded: who read what. `noted`: those of which its handler notes what they show. */
export type AuditedRead = boolean | 'noted';

declare module 'fastify' {
  interface FastifyRequest {
    /** What `routeConfigOf` found; null until it is asked. */
    routeConfig: RouteContext | null;
  }
  interface FastifyContextConfig {
    /** What a caller's credentials must allow, or one of several; `open` routes ask for none. */
    readonly scope?: Scope | readonly Scope[] | 'open';
    /** Media types of the body. Default: JSON alone. */
    readonly consumes?: readonly string[];
    /** Whether the route takes a request without the body. Default: only if it takes none. */
    readonly bodyOptional?: boolean;
    /** Whether the route has query parameters, and so checks them itself. */
    readonly takesQuery?: boolean;
    /** Whether a body may come without a Content-Type: a form, or JSON. */
    readonly untypedBody?: boolean;
    /** `oauth`: a wrong request is answered as RFC 6749 says, and not by a problem document. */
    readonly errors?: 'oauth';
    /** `definition`: the larger limit of definition documents; `lines`: each line has a limit of its own. */
    readonly bodyLimit?: 'definition' | 'lines';
    /**
     * How the route keeps to the definitions of credentials that are for some only: its handler checks what the call names,
     * it shows what is of them alone, or its `path` names the definition. Default: they are refused.
     */
    readonly boundCredentials?: 'checked' | 'filtered' | 'path';
    /** Whether the route tells of all tenants: credentials of the tenant `default` alone may ask. */
    readonly ofAllTenants?: true;
    readonly auditedRead?: AuditedRead;
    /** Id of the call in the API document, such as `Journeys.read`. */
    readonly operationId?: string;
    /** While too many requests are under way: refuse this one (the default), let the route answer that, or serve it. */
    readonly busy?: 'refuse' | 'answer' | 'serve';
  }
}

/** What a route says of itself to the HTTP adapter (`@RouteConfig`). */
export type LedgerRouteConfig = Pick<
  FastifyContextConfig,
  | 'scope'
  | 'consumes'
  | 'bodyOptional'
  | 'untypedBody'
  | 'errors'
  | 'takesQuery'
  | 'bodyLimit'
  | 'busy'
  | 'boundCredentials'
  | 'ofAllTenants'
  | 'auditedRead'
  | 'operationId'
>;

type RouteContext = FastifyRequest['routeOptions']['config'];

/**
 * What the route of a request says of itself. Fastify makes `routeOptions` new each time that it is asked, an object of twelve
 * members, and each request asks several times.
 */
export function routeConfigOf(request: FastifyRequest): RouteContext {
  return (request.routeConfig ??= request.routeOptions.config);
}
