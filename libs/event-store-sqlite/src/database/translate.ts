import { EventStoreError, StoreFullError, StoreUnavailableError, StoreUnreadableError } from '@ledger/event-store';
import { failureOf, type SqliteFailure } from './failure';

/** The typed error of a failure; `doing` completes "The ledger in <path> …". */
export function errorOf(failure: SqliteFailure, path: string, doing: string, cause?: unknown): EventStoreError {
  const sentence = `The ledger in ${path} ${doing}: ${failure.message}.`;
  switch (failure.kind) {
    case 'full':
      return new StoreFullError(`${sentence} Free some space; nothing of this append was stored.`, { cause });
    case 'unreadable':
      return new StoreUnreadableError(sentence, { cause });
    case 'unavailable':
      return new StoreUnavailableError(sentence, { cause });
  }
}

/** Typed error for whatever a driver call threw. */
export function translate(error: unknown, path: string, doing: string): EventStoreError {
  return error instanceof EventStoreError ? error : errorOf(failureOf(error), path, doing, error);
}

/** What operators are told while nothing can be appended. */
export function noAppends(path: string, { message }: SqliteFailure, advice = ''): string {
  return `The ledger in ${path} stores no appends: ${message}. What was acknowledged is kept.${advice}`;
}
