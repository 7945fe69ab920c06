import type { FastifyInstance, FastifyRequest } from 'fastify';
import { keyOf, mayDo, type ApiClient, type ApiKeys, type Scope } from '@ledger/access';
import { Problem } from '../http/problem';
import { neededScope } from './needed-scope';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; null where callers need not say. */
    apiClient: ApiClient | null;
  }
}

/** Asks every request but the open ones for an API key, before its body is read. */
export function authenticate(instance: FastifyInstance, keys: ApiKeys | undefined): void {
  instance.decorateRequest('apiClient', null);
  if (!keys) return;
  const scopes = new Map<string, Scope | 'open'>();
  instance.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url;
    // What is at no route is answered 404 whoever asks.
    if (route === undefined) return done();
    const call = `${request.method} ${route}`;
    let needed = scopes.get(call);
    if (needed === undefined) scopes.set(call, (needed = neededScope(request.method, route)));
    done(needed === 'open' ? undefined : admit(request, keys, needed));
  });
}

function admit(request: FastifyRequest, keys: ApiKeys, needed: Scope): Problem | undefined {
  const key = keyOf(request.headers);
  const client = key === undefined ? undefined : keys.clientOf(key);
  if (!client) {
    const detail =
      key === undefined
        ? 'The request carries no API key: send it as X-Api-Key, as Authorization: Bearer, or as the password of Authorization: Basic.'
        : 'The API key is not one that this ledger accepts.';
    return new Problem('UNAUTHENTICATED', detail, {
      headers: { 'www-authenticate': 'Bearer, Basic realm="journey-ledger"' },
    });
  }
  if (!mayDo(client.scopes, needed)) {
    return new Problem('FORBIDDEN', `This call needs the scope ${needed}, which the key of ${client.clientId} lacks.`, {
      members: { scope: needed },
    });
  }
  request.apiClient = client;
  return undefined;
}
