import { ErrorType, isCommandError, MaxAppendSizeExceededError } from '@eventstore/db-client';
import {
  EventStoreError,
  EventTooLargeError,
  InvalidEventError,
  InvalidPositionError,
  type Position,
  StoreUnavailableError,
  StreamNotFoundError,
  type StreamName,
} from '@ledger/event-store';
import { DeadlineSpentError } from '@ledger/runtime';
import { isCertificateFault } from './untrusted-node';

/** What an error of the client means for the call that met it. */
export interface Diagnosis {
  /** Whether the same call may succeed a moment later: try again while there is time. */
  readonly transient: boolean;
  /** What the caller gets when it is not tried again. */
  readonly error: Error;
}

/** What the call was about; named in errors. */
export interface Subject {
  readonly stream?: StreamName;
  /** Bytes of the append. */
  readonly bytes?: number;
  /** Where a read of the whole ledger was to start. */
  readonly after?: Position | undefined;
}

/** gRPC status codes (grpc/doc/statuscodes.md) that the client has no error class for. */
const INVALID_ARGUMENT = 3;
const PERMISSION_DENIED = 7;
const UNIMPLEMENTED = 12;

/** The only place where errors of the client become errors of the ledger. Conflicts are the append's own business. */
export function diagnose(error: unknown, subject: Subject = {}): Diagnosis {
  if (error instanceof EventStoreError) return { transient: false, error };
  if (error instanceof DeadlineSpentError)
    return { transient: true, error: unavailable('did not answer in time', error) };
  if (error instanceof Error && isCommandError(error)) {
    const { type, code } = error as { type: ErrorType; code?: number };
    if (isCertificateFault(error)) return { transient: false, error: untrusted(error) };
    switch (type) {
      case ErrorType.STREAM_NOT_FOUND:
      case ErrorType.STREAM_DELETED:
        if (subject.stream === undefined) break;
        return { transient: false, error: deletedOrMissing(type, subject.stream, subject.bytes !== undefined, error) };
      case ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED:
        if (subject.stream === undefined || !(error instanceof MaxAppendSizeExceededError)) break;
        return {
          transient: false,
          error: new EventTooLargeError(subject.stream, subject.bytes ?? error.maxAppendSize + 1, error.maxAppendSize),
        };
      case ErrorType.ACCESS_DENIED:
        return { transient: false, error: refusedCredentials(error) };
      case ErrorType.DEADLINE_EXCEEDED:
        return { transient: true, error: unavailable('did not answer in time', error) };
      case ErrorType.NOT_LEADER:
        return { transient: true, error: unavailable('has just handed the lead to another node', error) };
      case ErrorType.UNKNOWN:
        return { transient: code === undefined || !PERMANENT.has(code), error: unknownError(code, error, subject) };
      default:
        return { transient: true, error: unavailable('cannot be reached or gave up the call', error) };
    }
    return { transient: false, error: unavailable('gave an answer that does not fit the call', error) };
  }
  // A mistake in the code does not pass with a retry, and is not an outage of the server.
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError) {
    return { transient: false, error };
  }
  if (error instanceof Error && isCertificateFault(error)) return { transient: false, error: untrusted(error) };
  // Failed discovery and channels that were just closed come as plain errors.
  return { transient: true, error: unavailable('cannot be reached', error) };
}

const PERMANENT: ReadonlySet<number> = new Set([INVALID_ARGUMENT, PERMISSION_DENIED, UNIMPLEMENTED]);

function unknownError(code: number | undefined, error: Error, { after }: Subject): Error {
  switch (code) {
    case INVALID_ARGUMENT:
      if (after !== undefined) return new InvalidPositionError(after);
      return new InvalidEventError(`EventStoreDB refused the call: ${error.message}`, { cause: error });
    case PERMISSION_DENIED:
      return refusedCredentials(error);
    case UNIMPLEMENTED:
      return unavailable('does not know this call; it is too old, or no EventStoreDB answers there', error);
    default:
      return unavailable('failed', error);
  }
}

function deletedOrMissing(type: ErrorType, stream: StreamName, isAppend: boolean, cause: Error): Error {
  return isAppend && type === ErrorType.STREAM_DELETED
    ? new InvalidEventError(`Stream ${stream} was deleted for good (tombstoned) and takes no events any more.`, {
        cause,
      })
    : new StreamNotFoundError(stream, { cause });
}

function untrusted(cause: Error): StoreUnavailableError {
  const what = 'has a certificate that this process does not trust; name its authority with tlsCAFile';
  return unavailable(what, cause, true);
}

function refusedCredentials(cause: unknown): StoreUnavailableError {
  return unavailable('refused the credentials of the connection string', cause, true);
}

function unavailable(what: string, cause: unknown, isMisconfigured = false): StoreUnavailableError {
  const detail = cause instanceof Error && cause.message !== '' ? ` (${cause.message})` : '';
  return new StoreUnavailableError(`EventStoreDB ${what}${detail}.`, { cause, isMisconfigured });
}
