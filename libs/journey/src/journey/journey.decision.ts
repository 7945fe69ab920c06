import type { GuardTrace, JourneyEvent } from './journey.events';

export const REJECTION_CODES = [
  'TRANSITION_NOT_ALLOWED',
  'GUARD_FAILED',
  'CONTEXT_INVALID',
  'CONTEXT_TOO_LARGE',
  /** What was sent has the number or the secret of a payment card in it. */
  'CARD_DATA_REFUSED',
  'JOURNEY_ENDED',
  'VALIDATION_FAILED',
  /** The command id stands for another command already. */
  'IDEMPOTENCY_KEY_REUSED',
  /** Of an import: it tells of a time before the journey's last event. */
  'OUT_OF_ORDER',
  /** Of an import: a live caller started the journey. */
  'JOURNEY_IS_LIVE',
  /** Another open journey of the definition has the alias. */
  'ALIAS_TAKEN',
  'TOO_MANY_ALIASES',
  /** Of a migration: journeys cannot run under this version. */
  'DEFINITION_NOT_FOUND',
  /** Of a migration: it would time the journey out at once, or the version takes no journey of that one. */
  'MIGRATION_NEEDS_FORCE',
] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];

/** What a caller is told of its command; `STALE` is the saga's alone: the journey had moved on. */
export const COMMAND_OUTCOMES = [
  'CREATED',
  'RESUMED',
  'ADVANCED',
  'RESTARTED',
  'UNCHANGED',
  'REJECTED',
  'CONFLICT',
  'EXPIRED',
  'NOT_FOUND',
  'STALE',
] as const;
export type CommandOutcome = (typeof COMMAND_OUTCOMES)[number];

/** A refusal as data: what was asked cannot be done from here. */
export interface Rejection {
  readonly kind: 'rejected';
  readonly code: RejectionCode;
  /** One sentence: what is wrong and what would be right. */
  readonly reason: string;
  readonly guard?: GuardTrace & { readonly error?: string };
}

/** What `decide` answers. Only `accepted` and `expired` change the stream. */
export type Decision =
  | {
      readonly kind: 'accepted';
      /**
       * `restarted`: the journey is in its initial state, whatever target was asked for; `resumed` and `unchanged`: an upgrade
       * is all that the command appends.
       */
      readonly outcome: 'started' | 'advanced' | 'restarted' | 'resumed' | 'unchanged';
      readonly events: readonly [JourneyEvent, ...JourneyEvent[]];
    }
  | { readonly kind: 'nothing'; readonly outcome: 'resumed' | 'unchanged' | 'stale' }
  /** The deadline had passed: `ABORT_TIMEOUT` is appended instead of what was asked. */
  | {
      readonly kind: 'expired';
      readonly events: readonly [JourneyEvent, ...JourneyEvent[]];
      /** When the deadline was found to have passed: now, or the deadline itself for an import. */
      readonly occurredAt: string;
    }
  /** The deadline had passed and the timeout is recorded already: as `expired`, without another event. */
  | { readonly kind: 'late'; readonly reason: string }
  /** The command was applied before: its events stand at these revisions. */
  | { readonly kind: 'repeated'; readonly first: bigint; readonly last: bigint }
  | { readonly kind: 'conflict'; readonly reason: string }
  | { readonly kind: 'not-found' }
  | Rejection;
