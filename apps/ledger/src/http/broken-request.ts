import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import { PROBLEM_CONTENT_TYPE, validationProblem } from './problem';

/** Answers what Node.js could not read as HTTP at all, on the bare socket: a problem document, then the end. */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const problem = validationProblem(SENTENCES[status]);
  const body = JSON.stringify({ ...problem.document(), status });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-type: ${PROBLEM_CONTENT_TYPE}\r\n` +
      `x-request-id: ${randomUUID()}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
  // A client that continues to send would keep its half of the connection open.
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

/** Closes the connection of a request that is answered before its body has come, once its client can have read that. */
export function endUnreadRequest({ request: { raw }, raw: answer }: FastifyReply): void {
  answer.once('finish', () => {
    if (!raw.complete) setTimeout(() => raw.socket.destroy(), LINGER_MS).unref();
  });
}

/** Answers a request whose body did not arrive in time, as Node.js answers slow headers. */
export function answerSlowRequest(socket: Socket): void {
  answerBrokenRequest(Object.assign(new Error('The body is slow.'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
}

/** Time for a client to read the answer before its connection is cut. */
const LINGER_MS = 1_000;

const SENTENCES = {
  400: 'The request is not valid HTTP.',
  408: 'The request did not arrive in time.',
  431: 'The request headers are larger than the limit of 16 KB.',
} as const;
