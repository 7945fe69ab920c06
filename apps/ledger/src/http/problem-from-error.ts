import { HttpException } from '@nestjs/common';
import { DefinitionMissingError } from '@ledger/command-handling';
import { EventStoreError } from '@ledger/event-store';
import { ReadModelError } from '@ledger/projections';
import { Problem, unavailable, validationProblem } from './problem';

/** Whatever was thrown, as a problem document. What nobody foresaw is a 500 that tells the caller nothing of its cause. */
export function problemFrom(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof EventStoreError) return fromEventStore(error);
  if (error instanceof ReadModelError) return fromReadModels(error);
  if (error instanceof DefinitionMissingError) return new Problem('DEFINITION_NOT_FOUND', error.message);
  if (error instanceof HttpException) return fromStatus(error.getStatus(), error.message, error);
  const fastify = fastifyError(error);
  if (fastify) return fromFastify(fastify);
  return new Problem('INTERNAL_ERROR', 'The ledger could not answer this request; its log says why.', { cause: error });
}

function fromEventStore(error: EventStoreError): Problem {
  switch (error.code) {
    case 'EVENT_TOO_LARGE':
      return new Problem('PAYLOAD_TOO_LARGE', error.message, { cause: error });
    case 'EVENT_INVALID':
    case 'POSITION_INVALID':
      return validationProblem(error.message);
    case 'REVISION_CONFLICT':
      return unavailable('Other writers kept moving this journey: send the command again.', error);
    case 'STORE_FULL':
      return unavailable('The ledger cannot store anything now: its disk is full.', error);
    case 'STORE_CLOSED':
    case 'STORE_LOCKED':
    case 'STORE_UNAVAILABLE':
    case 'STORE_READ_ONLY':
      return unavailable('The ledger cannot be reached now: send the request again.', error);
    case 'STREAM_NOT_FOUND':
    case 'STORE_UNREADABLE':
    case 'CHAIN_BROKEN':
      return new Problem('INTERNAL_ERROR', 'The ledger could not read what it stored; its log says why.', {
        cause: error,
      });
  }
}

function fromReadModels(error: ReadModelError): Problem {
  switch (error.code) {
    case 'CURSOR_INVALID':
      return validationProblem(error.message);
    case 'READ_MODELS_UNAVAILABLE':
    case 'READ_MODELS_NEWER':
      return unavailable('The read models cannot be reached now: ask again.', error);
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

function fromFastify(error: FastifyError): Problem {
  switch (error.code) {
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return validationProblem('The body is empty and should be a JSON object.');
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return validationProblem('The body has not the length that Content-Length says.');
    case 'FST_ERR_BAD_URL':
      return validationProblem(
        'The path cannot be decoded: a % should be followed by two hexadecimal digits of UTF-8.',
      );
    default:
      return fromStatus(error.statusCode, error.message, error);
  }
}

function fromStatus(status: number, message: string, cause: unknown): Problem {
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
      return unavailable('The ledger is stopping or overloaded: send the request again.', cause);
    default:
      return status >= 400 && status < 500
        ? validationProblem(message)
        : new Problem('INTERNAL_ERROR', 'The ledger could not answer this request; its log says why.', { cause });
  }
}
