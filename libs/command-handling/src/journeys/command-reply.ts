import type { CommandOutcome, GuardTrace, JourneyView, RejectionCode } from '@ledger/journey';

export type ReasonCode =
  RejectionCode | 'REVISION_CONFLICT' | 'SESSION_OF_ANOTHER_DEFINITION' | 'JOURNEY_EXPIRED' | 'JOURNEY_NOT_FOUND';

/** An event as a reply or a timeline shows it. */
export interface ReplyEvent {
  readonly id: string;
  readonly type: string;
  readonly revision: number;
  readonly data: object;
}

/** Domain outcomes are values; only the store's faults are thrown (`EventStoreError`, a 503 at the faces). */
export interface CommandReply {
  readonly outcome: CommandOutcome;
  /** True where the `commandId` was answered before and this is the first reply again. */
  readonly replayed: boolean;
  /** Of a start that named no session that exists: an alias led to the open journey. Absent otherwise. */
  readonly resumedBy?: 'alias';
  /** Of a start: the aliases that it asked for and the journey does not have. Absent if it has all of them. */
  readonly aliasesNotAdded?: readonly string[];
  /** For a refusal: the journey as it stands. Absent for `NOT_FOUND` and `SESSION_OF_ANOTHER_DEFINITION`. */
  readonly journey?: JourneyView;
  /** What the session runs instead; present only with the code `SESSION_OF_ANOTHER_DEFINITION`. */
  readonly belongsTo?: Pick<JourneyView, 'sessionId' | 'definitionId' | 'definitionVersion'>;
  /** What this command appended (or had appended, when replayed). */
  readonly events: readonly ReplyEvent[];
  /** Absent for a success. */
  readonly code?: ReasonCode;
  /** One sentence; absent for a success. */
  readonly reason?: string;
  readonly guard?: GuardTrace & { readonly error?: string };
}
