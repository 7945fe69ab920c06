import {
  EventTooLargeError,
  InvalidEventError,
  InvalidPositionError,
  LedgerDamagedError,
  RevisionConflictError,
  StoreClosedError,
  StoreFullError,
  StoreLockedError,
  StoreReadOnlyError,
  StoreUnavailableError,
  StoreUnreadableError,
  streamName,
  type EventStoreError,
  type EventStoreErrorCode,
} from '@ledger/event-store';
import { failureOf } from '../commands/line-outcome';
import { problemFrom } from './problem-from-error';

const STREAM = streamName('journey-default~call-1');
const UNKNOWN = new Error('file is not a database: /var/lib/ledger/ledger.db');

/** Every error that a store gives a caller, with what the caller is told. */
const TOLD: Readonly<Record<Exclude<EventStoreErrorCode, 'STREAM_NOT_FOUND'>, readonly [EventStoreError, string]>> = {
  EVENT_TOO_LARGE: [new EventTooLargeError(STREAM, 9, 8), '413 PAYLOAD_TOO_LARGE'],
  EVENT_INVALID: [new InvalidEventError('The payload is not JSON.'), '400 VALIDATION_FAILED'],
  POSITION_INVALID: [new InvalidPositionError('soon' as never), '400 VALIDATION_FAILED'],
  REVISION_CONFLICT: [new RevisionConflictError(STREAM, 1n, 2n), '503 UNAVAILABLE'],
  STORE_FULL: [new StoreFullError('The disk is full.'), '503 UNAVAILABLE'],
  STORE_CLOSED: [new StoreClosedError(), '503 UNAVAILABLE'],
  STORE_LOCKED: [new StoreLockedError('/var/lib/ledger/ledger.db'), '503 UNAVAILABLE'],
  STORE_UNAVAILABLE: [new StoreUnavailableError('No answer.'), '503 UNAVAILABLE'],
  STORE_READ_ONLY: [new StoreReadOnlyError(), '503 UNAVAILABLE'],
  LEDGER_DAMAGED: [new LedgerDamagedError(STREAM, 'Its chain is broken.'), '500 LEDGER_DAMAGED'],
  STORE_UNREADABLE: [new StoreUnreadableError(UNKNOWN.message, { cause: UNKNOWN }), '500 LEDGER_DAMAGED'],
};

describe('the problem of an error of the event store', () => {
  it.each(Object.entries(TOLD).map(([code, [error, told]]) => [code, told, error] as const))(
    '%s: %s',
    (code, told, error) => {
      const { status, code: given, cause } = problemFrom(error);
      expect([error.code, `${status} ${given}`]).toEqual([code, told]);
      // For the log: what cannot be corrected by the caller says where it came from.
      if (status >= 500) expect(cause).toBe(error);
    },
  );

  it('tells a caller to retry what may pass, and nothing else', () => {
    const retried = Object.values(TOLD).filter(([error]) => 'retry-after' in problemFrom(error).headers);
    expect(retried.map(([, told]) => told)).toEqual(Array(6).fill('503 UNAVAILABLE'));
  });
});

describe('a file that cannot be read where something is stored', () => {
  const [error] = TOLD.STORE_UNREADABLE;

  it('is told as damage, in one sentence that names no file', () => {
    expect(problemFrom(error).document()).toEqual({
      type: '/problems/ledger-damaged',
      title: 'What is stored is damaged',
      status: 500,
      detail: 'The file of the ledger is damaged where this is stored.',
      code: 'LEDGER_DAMAGED',
    });
  });

  it('is told so for a line, which may be sent again once it is mended', () => {
    expect(failureOf(3, 'call-1', error)).toEqual({
      line: 3,
      outcome: 'UNAVAILABLE',
      sessionId: 'call-1',
      code: 'LEDGER_DAMAGED',
      reason: 'The file of the ledger is damaged where this is stored.',
    });
  });
});
