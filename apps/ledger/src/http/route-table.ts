import type { FastifyRequest, RouteOptions } from 'fastify';
import { orList } from '@ledger/plain-data';
import { Problem } from './problem';

interface KnownRoute {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
  /** Media types of the body of its POST. */
  consumes?: readonly string[] | undefined;
}

/** Which methods an address takes: what tells a wrong method (405) from a wrong address (404). */
export class RouteTable {
  private readonly routes = new Map<string, KnownRoute>();

  add({ url, method, config }: Pick<RouteOptions, 'url' | 'method' | 'config'>): void {
    const route: KnownRoute = this.routes.get(url) ?? { pattern: patternOf(url), methods: new Set() };
    if (config?.consumes !== undefined && [method].flat().includes('POST')) route.consumes = config.consumes;
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
    const routes = [...this.routes.values()].filter(({ pattern }) => pattern.test(path));
    const methods = routes.flatMap((route) => [...route.methods]);
    const shown = JSON.stringify(path.slice(0, 200));
    if (methods.length === 0)
      return new Problem('ROUTE_NOT_FOUND', `There is nothing at ${shown}; /docs lists all calls.`);
    const allow = [...new Set(methods)].sort().join(', ');
    const consumes = routes.find((route) => route.consumes !== undefined)?.consumes;
    const advice = method === 'GET' && consumes !== undefined ? ` ${postAdvice(consumes)}` : '';
    return new Problem('METHOD_NOT_ALLOWED', `${shown} does not support ${method}; it supports ${allow}.${advice}`, {
      headers: { allow },
    });
  }
}

/** Platforms whose data actions send GET by default need to know what to change. */
function postAdvice(consumes: readonly string[]): string {
  return (
    'A GET must not change state (RFC 9110, 9.2.1), and caches and browsers repeat it: send POST with the fields in the ' +
    `body, as ${orList(consumes)}.`
  );
}

/** The addresses of a route such as `/v1/journeys/:sessionId`. */
function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part === '*') return '.*';
    return part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('/')}$`);
}
