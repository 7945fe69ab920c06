import type { FastifyInstance, FastifyRequest } from 'fastify';
import { keyOf, mayDo, type ApiClient, type ApiKeys, type Scope } from '@ledger/access';
import { Problem } from '../http/problem';
import '../http/route-config';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; null without authentication. */
    apiClient: ApiClient | null;
  }
}

/** The API document and its reader, whose routes no call describes. */
const DOCUMENTATION = /^\/(docs|openapi\.json)(\/|$)/;

/** Asks every request for an API key before its body is read, except on open routes. */
export function authenticate(instance: FastifyInstance, keys: ApiKeys | undefined): void {
  instance.decorateRequest('apiClient', null);
  if (!keys) return;
  instance.addHook('onRequest', (request, _reply, done) => {
    const { url, config } = request.routeOptions;
    // Without a route it is answered 404, with or without a key.
    if (url === undefined || DOCUMENTATION.test(url) || config.scope === 'open') return done();
    // A route that says nothing of its scope is for administrators.
    done(admit(request, keys, config.scope ?? 'admin'));
  });
}

function admit(request: FastifyRequest, keys: ApiKeys, needed: Scope | readonly Scope[]): Problem | undefined {
  const key = keyOf(request.headers);
  const client = key === undefined ? undefined : keys.clientOf(key);
  if (!client) {
    const detail =
      key === undefined
        ? 'The request carries no API key; send it as X-Api-Key, as Authorization: Bearer, or as the password of Authorization: Basic.'
        : 'This ledger does not accept the API key.';
    return new Problem('UNAUTHENTICATED', detail, {
      headers: { 'www-authenticate': 'Bearer, Basic realm="journey-ledger"' },
    });
  }
  const oneOf = [needed].flat();
  if (!oneOf.some((scope) => mayDo(client.scopes, scope))) {
    const detail = `This call needs the scope ${oneOf.join(' or ')}; the key of ${client.clientId} lacks it.`;
    return new Problem('FORBIDDEN', detail, { members: { scope: oneOf[0] } });
  }
  request.apiClient = client;
  return undefined;
}
