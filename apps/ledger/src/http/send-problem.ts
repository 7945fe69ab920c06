import type { FastifyReply } from 'fastify';
import { PROBLEM_CONTENT_TYPE } from './problem';
import { problemFrom } from './problem-from-error';

/** Ends a request with the problem document of an error; logs what is the ledger's own fault. */
export function sendProblem(error: unknown, reply: FastifyReply): void {
  const problem = problemFrom(error, reply.request);
  if (problem.status >= 500) {
    const log = problem.status === 500 ? reply.log.error.bind(reply.log) : reply.log.warn.bind(reply.log);
    log({ err: problem.cause ?? problem, requestId: reply.request.id, code: problem.code }, problem.message);
  }
  if (reply.sent) return;
  for (const [name, value] of Object.entries(problem.headers)) reply.header(name, value);
  reply.header('x-request-id', reply.request.id);
  reply.code(problem.status).type(PROBLEM_CONTENT_TYPE).send(JSON.stringify(problem.document()));
}
