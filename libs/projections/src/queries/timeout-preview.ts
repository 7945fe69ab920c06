import type { TimeoutRules } from '@ledger/journey';
import type { Sight } from './sight';

export interface TimeoutPreviewQuestion {
  readonly sight: Sight;
  readonly definitionId: string;
  readonly stateId: string;
  /** As they would be after the change. */
  readonly rules: TimeoutRules;
  /** RFC 3339: a journey whose new deadline is not after it would abort at once. */
  readonly now: string;
}

/** Which waiting journeys a change of a state's timeout would affect. */
export interface TimeoutPreview {
  /** The position of the ledger up to which journeys were counted; null in an empty ledger. */
  readonly position: string | null;
  /** Journeys in the state. */
  readonly waiting: number;
  /** Those whose deadline would change. */
  readonly moved: number;
  /** Those of them that would abort at once and otherwise would not. */
  readonly abortingAtOnce: number;
  /** First and last new deadline of those that move, RFC 3339; null if none has one. */
  readonly earliest: string | null;
  readonly latest: string | null;
  /** Of those that move, the first ones by their new deadline. */
  readonly sample: readonly MovedDeadline[];
}

export interface MovedDeadline {
  readonly sessionId: string;
  readonly enteredAt: string;
  /** RFC 3339; null if the wait has no end, or none while it is paused. */
  readonly deadline: string | null;
  readonly newDeadline: string | null;
}
