import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  isRefusal,
  mayDo,
  type Authentication,
  type Credentials,
  type Principal,
  type Refusal,
  type Scope,
} from '@ledger/access';
import { Problem, unavailable } from '../http/problem';
import { routeConfigOf, type LedgerRouteConfig } from '../http/route-config';
import { callerAddress } from './caller-address';
import { refuseBeyondBounds } from './credential-bounds';
import { tooManyFailures, type FailedLogins } from './failed-logins';
import { OpenStreams } from './open-streams';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; null without authentication. */
    principal: Principal | null;
  }
}

const BEARER = 'Bearer realm="journey-ledger"';
const BASIC = 'Basic realm="journey-ledger"';

/** The API document and its reader, whose routes no call describes. */
const DOCUMENTATION = /^\/(docs|openapi\.json)(\/|$)/;

export interface Access {
  /** What callers have to show; undefined: nothing. */
  readonly credentials: Credentials | undefined;
  readonly failedLogins: FailedLogins;
}

/** Asks every request for its credentials before its body is read, except on open routes. */
export function authenticate(instance: FastifyInstance, { credentials, failedLogins }: Access): void {
  instance.decorateRequest('principal', null);
  if (!credentials) return;
  const streams = new OpenStreams(credentials);
  instance.addHook('onRequest', (request, reply, done) => {
    const config = routeConfigOf(request);
    if (asksForNothing(config)) return done();
    const ip = callerAddress(request);
    const waitMs = failedLogins.waitBefore(ip);
    if (waitMs > 0) return done(inBand(request, tooManyFailures(waitMs), config));
    const settle = (known: Authentication): void => {
      const waitMs = failedLogins.waitAfter(ip, known);
      const problem = waitMs > 0 ? inBand(request, tooManyFailures(waitMs), config) : admit(request, known, config);
      if (problem === undefined && config.busy === 'serve') streams.watch(request, reply.raw);
      done(problem);
    };
    const authentication = credentials.authenticate(request.headers, ip);
    if (authentication instanceof Promise) authentication.then(settle, done);
    else settle(authentication);
  });
}

/** An address without a route, whose url is undefined whatever the types say, is answered 404, with or without a key. */
function asksForNothing({ url, scope }: { readonly url?: string } & LedgerRouteConfig): boolean {
  if (scope !== undefined) return scope === 'open';
  return url === undefined || DOCUMENTATION.test(url);
}

function admit(
  request: FastifyRequest,
  authentication: Authentication,
  config: LedgerRouteConfig,
): Problem | undefined {
  if (isRefusal(authentication)) return refused(request, authentication, config);
  if (!isAllowed(authentication, config)) {
    const oneOf = neededBy(config);
    const who = authentication.name ?? authentication.clientId;
    const detail = `This call needs the scope ${oneOf.join(' or ')}; the credentials of ${who} lack it.`;
    return new Problem('FORBIDDEN', detail, {
      members: { scope: oneOf[0] },
      headers: { 'www-authenticate': `${BEARER}, error="insufficient_scope", scope="${oneOf.join(' ')}"` },
    });
  }
  const beyond = refuseBeyondBounds(authentication, config, request.params);
  if (beyond === undefined) request.principal = authentication;
  return beyond;
}

/** As `neededBy` says, without the lists that it makes: most routes need one scope, and lists took 2 µs of each request. */
function isAllowed({ scopes }: Principal, config: LedgerRouteConfig): boolean {
  const { scope = 'admin' } = config;
  if (typeof scope !== 'string') return scope.some((one) => mayDo(scopes, one));
  return scope !== 'open' && mayDo(scopes, scope);
}

/** A route that says nothing of its scope is for administrators. */
function neededBy({ scope = 'admin' }: LedgerRouteConfig): readonly Scope[] {
  return scope === 'open' ? [] : [scope].flat();
}

function refused(
  request: FastifyRequest,
  { refused: kind, reason }: Refusal,
  config: LedgerRouteConfig,
): Problem | undefined {
  if (kind === 'unavailable') return inBand(request, unavailable(reason), config);
  // A caller that shows nothing is told no error (RFC 6750, section 3.1).
  const error = kind === 'none' ? '' : `, error="invalid_token", error_description="${quotable(reason)}"`;
  return new Problem('UNAUTHENTICATED', reason, { headers: { 'www-authenticate': `${BEARER}${error}, ${BASIC}` } });
}

/** What may pass is left to the route, if it answers refusals itself. */
function inBand(request: FastifyRequest, problem: Problem, { busy }: LedgerRouteConfig): Problem | undefined {
  if (busy !== 'answer') return problem;
  request.refusal ??= problem;
  return undefined;
}

/** Without what `error_description` may not have (RFC 6750, section 3). */
function quotable(sentence: string): string {
  return sentence.replaceAll(/["\\]/g, "'").replaceAll(/[^\x20-\x7e]/g, '?');
}
