import { ABORT_TIMEOUT_STATE, FINAL_OUTCOMES, type FinalOutcome, type JourneyStatus } from '@ledger/journey';

/**
 * How a journey fared: the outcome of its final state, `completed` if the definition gives that state none, `open` if the
 * journey is active. A journey that timed out is `abandoned`, unless the definition says otherwise of `ABORT_TIMEOUT`.
 */
export const JOURNEY_RESULTS = ['open', ...FINAL_OUTCOMES, 'completed'] as const;
export type JourneyResult = (typeof JOURNEY_RESULTS)[number];

/** What the definition of a journey says of its state. */
export interface StandingState {
  readonly stateId: string;
  readonly isFinal: boolean;
  readonly outcome: FinalOutcome | undefined;
}

export function statusOf({ stateId, isFinal }: StandingState): JourneyStatus {
  if (stateId === ABORT_TIMEOUT_STATE) return 'TIMED_OUT';
  return isFinal ? 'COMPLETED' : 'ACTIVE';
}

export function resultOf(state: StandingState): JourneyResult {
  switch (statusOf(state)) {
    case 'ACTIVE':
      return 'open';
    case 'COMPLETED':
      return state.outcome ?? 'completed';
    default:
      return state.outcome ?? 'abandoned';
  }
}
