import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DEFAULT_TENANT, type Scope } from '@ledger/access';
import type { Actor } from '@ledger/event-store';
import { COMMAND_ID_SHAPE, isCommandId } from './fields';
import { validationProblem } from './problem';
import { sentValue } from './sent-value';

/** Of callers without authentication, and of what the server does of its own. */
export { DEFAULT_TENANT };

export interface IncomingCall {
  readonly tenant: string;
  readonly actor: Actor;
  /** What the caller's credentials allow; absent without authentication. */
  readonly granted?: ReadonlySet<Scope> | undefined;
  /** The only definitions that its credentials are for; absent: all of its tenant. */
  readonly definitions?: ReadonlySet<string> | undefined;
  /** Trace id of `traceparent` (W3C Trace Context), else the caller's conversation, else the request id. */
  readonly correlationId: string;
  readonly causationId: string;
  /** From `Idempotency-Key`. */
  readonly idempotencyKey?: string;
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
  /** Under which it is recorded what its answer gives; absent where nothing is. */
  readonly request?: FastifyRequest;
  /** When the call came, by the monotonic clock, milliseconds. */
  readonly arrivedAt: number;
  /** From `X-Deadline-Ms`: milliseconds that the caller waits, from its arrival. */
  readonly deadlineMs?: number;
}

const ANONYMOUS: Actor = { subject: 'anonymous', kind: 'caller' };

const TRACE_PARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/;

export const Incoming = createParamDecorator((_: unknown, context: ExecutionContext) =>
  incomingCall(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Reads the headers that every call may carry; refuses those that are malformed. */
export function incomingCall(request: FastifyRequest): IncomingCall {
  const { headers, principal } = request;
  const trace = headers['traceparent'];
  return {
    tenant: principal?.tenant ?? DEFAULT_TENANT,
    actor: actorOf(principal),
    granted: principal?.scopes,
    definitions: principal?.definitions,
    request,
    arrivedAt: request.arrivedAt,
    correlationId: (typeof trace === 'string' && traceId(trace)) || request.id,
    causationId: request.id,
    idempotencyKey: idempotencyKey(headers['idempotency-key']),
    ifMatch: headers['if-match'],
    ifNoneMatch: headers['if-none-match'],
    deadlineMs: deadline(headers['x-deadline-ms']),
  };
}

function actorOf(principal: FastifyRequest['principal']): Actor {
  if (principal === null) return ANONYMOUS;
  const { clientId, name = clientId } = principal;
  return { subject: name, clientId, kind: 'caller' };
}

/** A trace id of zeros is invalid, and an invalid `traceparent` counts as none (W3C Trace Context, section 3.2.2). */
function traceId(header: string): string | undefined {
  const id = TRACE_PARENT.exec(header)?.[1];
  return id === undefined || /^0+$/.test(id) ? undefined : id;
}

/** Plain or, as the IETF draft writes it, in quotes. */
function idempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const key = typeof header === 'string' ? header.replace(/^"(.*)"$/, '$1') : undefined;
  if (!isCommandId(key)) throw validationProblem(`The header Idempotency-Key must be ${COMMAND_ID_SHAPE}.`);
  return key;
}

function deadline(header: string | string[] | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (typeof header !== 'string' || !/^[1-9]\d{0,8}$/.test(header)) {
    throw validationProblem(
      `The header X-Deadline-Ms must be a whole number of milliseconds above 0; you sent ${sentValue(header)}.`,
    );
  }
  return Number(header);
}
