import type { FastifyRequest, RouteOptions } from 'fastify';
import { Problem } from './problem';

interface KnownRoute {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** Which methods an address takes: what tells a wrong method (405) from a wrong address (404). */
export class RouteTable {
  private readonly routes = new Map<string, KnownRoute>();

  add({ url, method }: Pick<RouteOptions, 'url' | 'method'>): void {
    const route = this.routes.get(url) ?? { pattern: patternOf(url), methods: new Set() };
    for (const name of Array.isArray(method) ? method : [method]) route.methods.add(name);
    this.routes.set(url, route);
  }

  /** Every call, such as `GET /v1/journeys/:sessionId`; the HEAD that Fastify adds to each GET is left out. */
  calls(): string[] {
    return [...this.routes].flatMap(([url, { methods }]) =>
      [...methods].filter((method) => method !== 'HEAD').map((method) => `${method} ${url}`),
    );
  }

  /** Why a request found no route. */
  problemOf({ method, url }: Pick<FastifyRequest, 'method' | 'url'>): Problem {
    const path = url.split('?', 1)[0] ?? '';
    const methods = [...this.routes.values()]
      .filter(({ pattern }) => pattern.test(path))
      .flatMap((r) => [...r.methods]);
    const shown = JSON.stringify(path.slice(0, 200));
    if (methods.length === 0)
      return new Problem('ROUTE_NOT_FOUND', `There is nothing at ${shown}; /docs lists all calls.`);
    const allow = [...new Set(methods)].sort().join(', ');
    return new Problem('METHOD_NOT_ALLOWED', `${shown} does not support ${method}; it supports ${allow}.`, {
      headers: { allow },
    });
  }
}

/** The addresses of a route such as `/v1/journeys/:sessionId`. */
function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part === '*') return '.*';
    return part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('/')}$`);
}
