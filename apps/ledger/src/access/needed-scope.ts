import type { Scope } from '@ledger/access';

interface Rule {
  readonly method: 'any' | 'read' | 'write';
  readonly path: RegExp;
  readonly scope: Scope | 'open';
}

/** First match wins. `read` is GET and HEAD, `write` is every other method. */
const RULES: readonly Rule[] = [
  // Health and figures say nothing of customers, and those who ask for them carry no keys; the rest is documentation.
  { method: 'read', path: /^\/(health|metrics|docs|openapi|problems)(\/|\.|-|$)/, scope: 'open' },
  { method: 'write', path: /^\/v1\/flow\/status$/, scope: 'statestore.read' },
  { method: 'write', path: /^\/v1\/definitions\/check$/, scope: 'statestore.read' },
  { method: 'write', path: /^\/v1\/definitions\/[^/]+\/timeouts\//, scope: 'operations.write' },
  { method: 'write', path: /^\/v1\/definitions/, scope: 'definitions.write' },
  { method: 'write', path: /^\/v1\/journeys\/[^/]+\/(deadline|move|migrate)$/, scope: 'operations.write' },
  { method: 'write', path: /^\/v1\/(escalations|operations|timeouts)/, scope: 'operations.write' },
  { method: 'write', path: /^\/v1\/projections/, scope: 'admin' },
  { method: 'any', path: /^\/v1\/(analytics|exports|projections)/, scope: 'analytics.read' },
  { method: 'any', path: /^\/v1\/(audit|events)/, scope: 'audit.read' },
  { method: 'read', path: /^\//, scope: 'statestore.read' },
  { method: 'write', path: /^\//, scope: 'statestore.write' },
];

/**
 * What a caller needs for a call.
 * @param route the route's pattern, such as `/v1/journeys/:sessionId/deadline`.
 */
export function neededScope(method: string, route: string): Scope | 'open' {
  const kind = method === 'GET' || method === 'HEAD' ? 'read' : 'write';
  const rule = RULES.find(
    (candidate) => (candidate.method === 'any' || candidate.method === kind) && candidate.path.test(route),
  );
  // The two last rules take every path.
  return rule?.scope ?? 'admin';
}
