import type { FastifyInstance } from 'fastify';

/**
 * What browsers are told of every reply: take its type as it is said, run nothing of it, and show it in no page of another
 * site. Styles are for pictures of definitions (SVG), opened by themselves. Constants, and not `@fastify/helmet`, which adds
 * 8 to 18 µs to each reply, 4 to 9 % of a transition (docs/adr/0019). Transport security (HSTS) is said by what ends TLS, in
 * front of the ledger.
 */
export const API_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Of our own pages: no inline script or style, and nothing from another server. */
export const PAGE_HEADERS = {
  ...API_HEADERS,
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** Of the reader of the API document, which sets styles itself. */
const DOCS_HEADERS = {
  ...PAGE_HEADERS,
  'content-security-policy': `${PAGE_HEADERS['content-security-policy']}; style-src 'self' 'unsafe-inline'`,
} as const;

const DOCS = /^\/docs(?:[/?]|$)/;

/** For replies that Fastify sends; those that write their own head name `API_HEADERS` there. */
export function setSecurityHeaders(instance: FastifyInstance): void {
  instance.addHook('onRequest', (request, reply, done) => {
    reply.headers(DOCS.test(request.url) ? DOCS_HEADERS : API_HEADERS);
    done();
  });
}
