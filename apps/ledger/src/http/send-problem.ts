import type { FastifyReply } from 'fastify';
import { problemOfLogin } from '../oauth/token-problem';
import type { Problem } from './problem';
import { problemFrom } from './problem-from-error';
import { routeConfigOf } from './route-config';

/** Ends a request with the problem document of an error; logs what is the ledger's own fault. */
export function sendProblem(error: unknown, reply: FastifyReply): void {
  const problem = problemOf(error, reply);
  if (problem.status >= 500) {
    const log = problem.status === 500 ? reply.log.error.bind(reply.log) : reply.log.warn.bind(reply.log);
    log({ err: problem.cause ?? problem, requestId: reply.request.id, code: problem.code }, problem.message);
  }
  if (reply.sent) return;
  for (const [name, value] of Object.entries(problem.headers)) reply.header(name, value);
  reply.header('x-request-id', reply.request.id);
  reply.code(problem.status).type(problem.contentType).send(JSON.stringify(problem.document()));
}

function problemOf(error: unknown, { request }: FastifyReply): Problem {
  const problem = problemFrom(error, request);
  return routeConfigOf(request).errors === 'oauth' ? problemOfLogin(problem) : problem;
}
