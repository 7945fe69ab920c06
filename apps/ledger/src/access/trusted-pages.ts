import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../http/problem';
import { sentValue } from '../http/sent-value';

/**
 * Without credentials a browser on this machine would write to the ledger for any page that it shows. A page of another
 * site is refused by what browsers say of it (https://www.w3.org/TR/fetch-metadata/, `Origin`), and one whose name was
 * pointed at this machine (DNS rebinding) by that name.
 */
export function refuseOtherPages(instance: FastifyInstance, allowedHosts: readonly string[]): void {
  const allowed = new Set(allowedHosts);
  // A caller asks under the same name again and again.
  let known: string | undefined;
  instance.addHook('onRequest', (request, _reply, done) => {
    const { host } = request.headers;
    if (host !== known) {
      if (!isOwnName(host, allowed)) return done(foreignHost(host));
      known = host;
    }
    done(isOtherPage(request) ? foreignPage() : undefined);
  });
}

/** The ports are not compared: what was forwarded to ours may have another. */
function isOwnName(host: string | undefined, allowed: ReadonlySet<string>): boolean {
  // HTTP/1.0 alone has none, and browsers do not speak it.
  return host === undefined || isLoopbackHost(nameOf(host)) || allowed.has(nameOf(host));
}

function isOtherPage({ headers, method }: FastifyRequest): boolean {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  if (origin === undefined && site === undefined) return false;
  // A link to our pages may be followed: the page that has it does not see the answer.
  if (method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document') {
    return false;
  }
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  return origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === headers.host);
}

function foreignHost(host: string | undefined): Problem {
  return new Problem(
    'FORBIDDEN',
    `With AUTH_MODE=none the ledger answers under the names of this machine alone; you asked ${sentValue(host)}. ` +
      'Use 127.0.0.1 or localhost, or add the name to ALLOWED_HOSTS.',
  );
}

function foreignPage(): Problem {
  return new Problem(
    'FORBIDDEN',
    'With AUTH_MODE=none the ledger refuses requests that a web page of another site sends. Send them from a server, or ' +
      'configure AUTH_MODE=api-key.',
  );
}

export function isLoopbackHost(name: string): boolean {
  if (isIP(name) === 4) return name.startsWith('127.');
  return name === '::1' || name === 'localhost';
}

/** A name or an address without its port, as ALLOWED_HOSTS lists it. */
function nameOf(host: string): string {
  const [, bracketed, plain = ''] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(host) ?? [];
  return (bracketed ?? plain).toLowerCase();
}
