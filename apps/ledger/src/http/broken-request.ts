import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import { PROBLEM_CONTENT_TYPE, validationProblem } from './problem';

/** Answers what Node.js could not read as HTTP at all, on the bare socket: a problem document, then the end. */
export function answerBrokenRequests(headerLimitBytes: number) {
  const tooLarge = `The request headers are larger than the limit of ${headerLimitBytes.toLocaleString('en')} bytes (HEADER_LIMIT_BYTES).`;
  return (error: Error & { readonly code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    if (error.code === 'HPE_HEADER_OVERFLOW') answerAndEnd(socket, 431, tooLarge);
    else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') answerSlowRequest(socket);
    else answerAndEnd(socket, 400, 'The request is not valid HTTP.');
  };
}

/** Answers a request that did not arrive in time. */
export function answerSlowRequest(socket: Socket): void {
  answerAndEnd(socket, 408, 'The request did not arrive in time.');
}

function answerAndEnd(socket: Socket, status: 400 | 408 | 431, sentence: string): void {
  const problem = validationProblem(sentence);
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

/** Time for a client to read the answer before its connection is cut. */
const LINGER_MS = 1_000;
