import { HttpException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DefinitionMissingError } from '@ledger/command-handling';
import { EventStoreError } from '@ledger/event-store';
import { ReadModelError } from '@ledger/projections';
import { Problem, tooLarge, unavailable, validationProblem } from './problem';
import './route-config';

/** The request that failed, as far as its problem names it. */
type FailedRequest = Pick<FastifyRequest, 'id' | 'headers' | 'routeOptions'>;

/** Any error as a problem document. An unexpected one is a 500 that tells the caller nothing of its cause. */
export function problemFrom(error: unknown, request?: FailedRequest): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof EventStoreError) return fromEventStore(error, request);
  if (error instanceof ReadModelError) return fromReadModels(error);
  if (error instanceof DefinitionMissingError) return new Problem('DEFINITION_NOT_FOUND', error.message);
  if (error instanceof HttpException) return fromStatus(error.getStatus(), error.message, error, request);
  const fastify = fastifyError(error);
  return fastify ? fromFastify(fastify, request) : internal(error, request);
}

function internal(cause: unknown, request?: FailedRequest): Problem {
  const under = request === undefined ? '' : ` for request id ${request.id}`;
  return new Problem('INTERNAL_ERROR', `Internal error. See the server log${under}.`, { cause });
}

function fromEventStore(error: EventStoreError, request?: FailedRequest): Problem {
  switch (error.code) {
    case 'EVENT_TOO_LARGE':
      return new Problem('PAYLOAD_TOO_LARGE', error.message, { cause: error });
    case 'EVENT_INVALID':
    case 'POSITION_INVALID':
      return validationProblem(error.message);
    case 'REVISION_CONFLICT':
      return unavailable('Other commands on this journey came first, repeatedly. Retry.', error);
    case 'STORE_FULL':
      return unavailable('The ledger cannot store events: its disk is full.', error);
    case 'STORE_CLOSED':
    case 'STORE_LOCKED':
    case 'STORE_UNAVAILABLE':
    case 'STORE_READ_ONLY':
      return unavailable('The event store is unavailable. Retry.', error);
    case 'LEDGER_DAMAGED':
      return new Problem('LEDGER_DAMAGED', error.message, { cause: error });
    case 'STORE_UNREADABLE':
      return new Problem('LEDGER_DAMAGED', 'The file of the ledger is damaged where this is stored.', { cause: error });
    case 'STREAM_NOT_FOUND':
      return internal(error, request);
  }
}

function fromReadModels(error: ReadModelError): Problem {
  switch (error.code) {
    case 'CURSOR_INVALID':
      return validationProblem(error.message);
    case 'READ_MODELS_UNAVAILABLE':
    case 'READ_MODELS_NEWER':
    case 'LEDGER_BEHIND':
      return unavailable('The read models are unavailable. Retry.', error);
  }
}

interface FastifyError {
  readonly code: string;
  readonly statusCode: number;
  readonly message: string;
}

function fastifyError(error: unknown): FastifyError | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { statusCode, code, message } = error as Partial<Record<keyof FastifyError, unknown>>;
  if (typeof statusCode !== 'number' || typeof message !== 'string') return undefined;
  return { code: typeof code === 'string' ? code : '', statusCode, message };
}

function fromFastify(error: FastifyError, request?: FailedRequest): Problem {
  switch (error.code) {
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return validationProblem('The body is empty; send a JSON object.');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return validationProblem('The body length does not match Content-Length.');
    case 'FST_ERR_BAD_URL':
      return validationProblem('The path is not valid: each % must be followed by two hexadecimal digits of UTF-8.');
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return request ? bodyTooLarge(request) : new Problem('PAYLOAD_TOO_LARGE', error.message);
    default:
      return fromStatus(error.statusCode, error.message, error, request);
  }
}

function bodyTooLarge({ headers, routeOptions }: FailedRequest): Problem {
  const setting = routeOptions.config.bodyLimit === 'definition' ? 'DEFINITION_LIMIT_BYTES' : 'BODY_LIMIT_BYTES';
  const length = headers['content-length'];
  return tooLarge('body', length === undefined ? undefined : Number(length), routeOptions.bodyLimit, setting);
}

function fromStatus(status: number, message: string, cause: unknown, request?: FailedRequest): Problem {
  switch (status) {
    case 404:
      return new Problem('ROUTE_NOT_FOUND', message);
    case 405:
      return new Problem('METHOD_NOT_ALLOWED', message);
    case 413:
      return new Problem('PAYLOAD_TOO_LARGE', message);
    case 415:
      return new Problem('UNSUPPORTED_MEDIA_TYPE', message);
    case 503:
      return unavailable('The ledger is stopping or overloaded. Retry.', cause);
    default:
      return status >= 400 && status < 500 ? validationProblem(message) : internal(cause, request);
  }
}
