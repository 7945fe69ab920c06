import type { FastifyContextConfig } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Media types of the body; JSON alone where absent. */
    readonly consumes?: readonly string[];
    /** Whether the route has query parameters, and so checks them itself. */
    readonly takesQuery?: boolean;
    /** `definition`: the larger limit of definition documents. */
    readonly bodyLimit?: 'definition';
  }
}

/** What a route says of itself to the HTTP adapter (`@RouteConfig`). */
export type LedgerRouteConfig = Pick<FastifyContextConfig, 'consumes' | 'takesQuery' | 'bodyLimit'>;
