import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem, PROBLEM_CONTENT_TYPE } from './problem';
import { tooLate } from './request-budget';
import { RetryPause } from './retry-pause';
import { routeConfigOf } from './route-config';
import { API_HEADERS } from './security-headers';

declare module 'fastify' {
  interface FastifyRequest {
    /** When the request came, by the monotonic clock: the start of the turn of the event loop in which it was read. */
    arrivedAt: number;
    /** Why a route that answers refusals itself has to refuse this one; null: it has not. */
    refusal: Problem | null;
    /** Whether it is among those that are being answered: a member costs less than a weak set of all of them. */
    isUnderway: boolean;
  }
}

/**
 * Lets in as many requests as are answered soon, and refuses the others before any work is done for them: what waits
 * has a bound, so that under any load those let in are answered in time. Streams have limits of their own.
 * @returns to be told of a request that waits without being worked on: it no longer counts.
 */
export function limitRequests(
  instance: FastifyInstance,
  most: number,
  isStopping = (): boolean => false,
): (request: FastifyRequest) => void {
  const pause = new RetryPause();
  const refusals = new Map<number, Refusal>();
  const refusalFor = (seconds: number): Refusal => {
    const known = refusals.get(seconds) ?? refusalOf(tooMany(most, seconds));
    refusals.set(seconds, known);
    return known;
  };
  instance.decorateRequest('arrivedAt', 0);
  instance.decorateRequest('refusal', null);
  instance.decorateRequest('isUnderway', false);
  let underway = 0;
  let turn: number | undefined;
  instance.addHook('onRequest', (request, reply, done) => {
    const now = performance.now();
    if (turn === undefined) {
      turn = now;
      // Requests that are read in one turn wait for each other: all of them came when it began.
      setImmediate(() => (turn = undefined));
    }
    request.arrivedAt = turn;
    const { busy = 'refuse' } = routeConfigOf(request);
    if (busy === 'serve') return done();
    const isLate = isPastDeadline(request, now);
    if (!isLate && underway < most) {
      underway += 1;
      request.isUnderway = true;
      return done();
    }
    const { problem, send } = isLate ? { problem: tooLate() } : refusalFor(pause.refuse(now));
    if (busy === 'answer') request.refusal = problem;
    else if (send !== undefined && !isStopping()) return send(reply);
    else return done(problem);
    done();
  });
  const end = (request: FastifyRequest): void => {
    if (!request.isUnderway) return;
    request.isUnderway = false;
    underway -= 1;
  };
  // Not `onResponse`, which does not come for an answer that its connection never takes.
  instance.addHook('onSend', (request, _reply, _payload, done) => {
    end(request);
    done();
  });
  // A body that never arrives gets no answer. Work that has begun counts until it is done.
  instance.addHook('onRequestAbort', (request, done) => {
    if (!request.raw.complete) end(request);
    done();
  });
  return end;
}

/** A malformed deadline is refused where the header is read. */
function isPastDeadline({ headers, arrivedAt }: FastifyRequest, now: number): boolean {
  const given = Number(headers['x-deadline-ms']);
  return given > 0 && now - arrivedAt >= given;
}

interface Refusal {
  readonly problem: Problem;
  /** Undefined for one that is answered as any other error. */
  readonly send?: (reply: FastifyReply) => void;
}

/** Sends the same reply each time, made once: under load most of the work would be that of refusing. */
function refusalOf(problem: Problem): Refusal {
  // A text goes with the head in one write.
  const body = JSON.stringify(problem.document());
  const head = {
    ...API_HEADERS,
    ...problem.headers,
    'content-type': PROBLEM_CONTENT_TYPE,
    'content-length': Buffer.byteLength(body),
  };
  const send = (reply: FastifyReply): void => {
    reply.hijack();
    // Spread last: a member after a spread costs a microsecond in Node.js 20.
    reply.raw.writeHead(problem.status, { 'x-request-id': reply.request.id, ...head });
    reply.raw.end(body);
  };
  return { problem, send };
}

function tooMany(most: number, retrySeconds: number): Problem {
  const limit = `${most.toLocaleString('en')} requests are being answered, the most at one time`;
  const headers = { 'retry-after': String(retrySeconds) };
  return new Problem('TOO_MANY_REQUESTS', `${limit}; nothing was done. Retry.`, { headers });
}
