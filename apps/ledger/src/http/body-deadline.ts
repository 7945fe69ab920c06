import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerSlowRequest } from './broken-request';
import { routeConfigOf } from './route-config';

/**
 * Ends requests whose body does not arrive in time. Node's own `requestTimeout` would also end bodies of lines, which
 * may take hours: those are read, and answered, as they come.
 */
export function limitBodyTime(instance: FastifyInstance, timeoutMs: number): void {
  let arriving: [FastifyRequest, FastifyReply][] = [];
  const watch = (): void => {
    const pairs = arriving;
    arriving = [];
    for (const [{ raw }, reply] of pairs) {
      if (raw.complete || reply.raw.destroyed) continue;
      const timer = setTimeout(() => {
        if (!raw.complete) answerSlowRequest(raw.socket);
      }, timeoutMs);
      reply.raw.once('close', () => clearTimeout(timer));
    }
  };
  instance.addHook('onRequest', (request, reply, done) => {
    const { headers } = request.raw;
    const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
    // Nearly every body comes with its headers and is complete in the same turn: a timer is for the others alone.
    if (hasBody && routeConfigOf(request).bodyLimit !== 'lines' && arriving.push([request, reply]) === 1) {
      setImmediate(watch);
    }
    done();
  });
}
