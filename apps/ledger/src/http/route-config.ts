/** What a route says of itself to the HTTP adapter (`@RouteConfig`). */
export interface LedgerRouteConfig {
  /** Media types of the body; JSON alone where absent. */
  readonly consumes?: readonly string[];
  /** Whether the route has query parameters, and so checks them itself. */
  readonly takesQuery?: boolean;
  /** `definition`: the larger limit of definition documents. */
  readonly bodyLimit?: 'definition';
}

declare module 'fastify' {
  interface FastifyContextConfig extends LedgerRouteConfig {}
}
