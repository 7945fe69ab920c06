import type { FastifyInstance } from 'fastify';
import { answerSlowRequest } from './broken-request';
import './route-config';

/**
 * Ends requests whose body does not arrive in time. Node's own `requestTimeout` would also end bodies of lines, which
 * may take hours: those are read, and answered, as they come.
 */
export function limitBodyTime(instance: FastifyInstance, timeoutMs: number): void {
  instance.addHook('onRequest', ({ raw, routeOptions }, reply, done) => {
    const { headers } = raw;
    const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
    if (hasBody && routeOptions.config.bodyLimit !== 'lines') {
      const timer = setTimeout(() => {
        if (!raw.complete) answerSlowRequest(raw.socket);
      }, timeoutMs);
      reply.raw.once('close', () => clearTimeout(timer));
    }
    done();
  });
}
