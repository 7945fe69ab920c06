import { NamedError } from '@ledger/plain-data';
import type { ActualRevision, ExpectedRevision } from './event-store';
import type { Position } from './position';
import type { StreamName } from './stream-name';

export type EventStoreErrorCode =
  | 'REVISION_CONFLICT'
  | 'STREAM_NOT_FOUND'
  | 'EVENT_TOO_LARGE'
  | 'EVENT_INVALID'
  | 'POSITION_INVALID'
  | 'STORE_CLOSED'
  | 'STORE_LOCKED'
  | 'STORE_FULL'
  | 'STORE_UNAVAILABLE'
  | 'STORE_UNREADABLE'
  | 'STORE_READ_ONLY'
  | 'LEDGER_DAMAGED';

/** Every error of an event store: a stable code, a sentence, and whether a retry may succeed. */
export abstract class EventStoreError extends NamedError {
  abstract readonly code: EventStoreErrorCode;
  readonly retryable: boolean = false;
}

export class RevisionConflictError extends EventStoreError {
  readonly code = 'REVISION_CONFLICT';
  constructor(
    readonly stream: StreamName,
    readonly expected: ExpectedRevision,
    readonly actual: ActualRevision,
    options?: ErrorOptions,
  ) {
    super(`Stream ${stream} is at ${actual}; ${expected} was expected. Read it again and retry.`, options);
  }
}

export class StreamNotFoundError extends EventStoreError {
  readonly code = 'STREAM_NOT_FOUND';
  constructor(
    readonly stream: StreamName,
    options?: ErrorOptions,
  ) {
    super(`Stream ${stream} does not exist.`, options);
  }
}

export class EventTooLargeError extends EventStoreError {
  readonly code = 'EVENT_TOO_LARGE';
  constructor(
    readonly stream: StreamName,
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`An event for stream ${stream} has ${bytes} bytes; at most ${limit} are accepted.`);
  }
}

export class InvalidEventError extends EventStoreError {
  readonly code = 'EVENT_INVALID';
}

/** The position is well-formed, but not one that this kind of store gives. */
export class InvalidPositionError extends EventStoreError {
  readonly code = 'POSITION_INVALID';
  constructor(readonly position: Position) {
    super(
      `Position ${JSON.stringify(position)} does not belong to this ledger. Use a position from one of its replies.`,
    );
  }
}

export class StoreClosedError extends EventStoreError {
  readonly code = 'STORE_CLOSED';
  constructor() {
    super('The event store is closed. Open it again before you use it.');
  }
}

/** Another process has this data folder open. */
export class StoreLockedError extends EventStoreError {
  readonly code = 'STORE_LOCKED';
  constructor(
    readonly path: string,
    options?: ErrorOptions,
  ) {
    super(
      `The ledger in ${path} is open in another process. Stop that process, or give this one its own DATA_DIR.`,
      options,
    );
  }
}

export class StoreFullError extends EventStoreError {
  readonly code = 'STORE_FULL';
  override readonly retryable = true;
}

export class StoreUnavailableError extends EventStoreError {
  readonly code = 'STORE_UNAVAILABLE';
  override readonly retryable = true;
  /** Whether the settings of the connection are wrong, so that waiting does not help. */
  readonly isMisconfigured: boolean;
  constructor(message: string, { isMisconfigured = false, ...options }: AwayOptions = {}) {
    super(message, options);
    this.isMisconfigured = isMisconfigured;
  }
}

type AwayOptions = ErrorOptions & { readonly isMisconfigured?: boolean };

/** The stored data is damaged, is not a ledger, or was written by a newer version: a retry does not help. */
export class StoreUnreadableError extends EventStoreError {
  readonly code = 'STORE_UNREADABLE';
}

/** What is stored of one stream is not what was written. It is not served; others are. */
export class LedgerDamagedError extends EventStoreError {
  readonly code = 'LEDGER_DAMAGED';
  constructor(
    readonly stream: StreamName,
    /** What was found, in a sentence. */
    readonly finding: string,
    options?: ErrorOptions,
  ) {
    super(`Stream ${stream} is damaged and not served: ${finding}`, options);
  }
}

/** An append to a store that was opened for reading only. */
export class StoreReadOnlyError extends EventStoreError {
  readonly code = 'STORE_READ_ONLY';
  constructor() {
    super('The event store is open for reading only. Append through the store that was opened for writing.');
  }
}
