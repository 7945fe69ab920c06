import type { TimeoutRules } from '@ledger/journey';
import type { StreamCaller, StreamOutcome } from '../definitions/record-change';
import type { TimeoutChangeRecord } from '../definitions/timeout-change-record';

export interface OverrideRequest {
  readonly definitionId: string;
  readonly stateId: string;
  /** ISO 8601 duration without years and months. */
  readonly after: string;
  readonly applyTo: 'new' | 'waiting';
  /** As `after`. */
  readonly grace?: string;
  readonly reason: string;
}

export interface RemovalRequest {
  readonly definitionId: string;
  readonly stateId: string;
  /** Revision of the override. Default: the one in force. */
  readonly overrideRevision?: number;
  readonly grace?: string;
  readonly reason: string;
}

/** The rules as a change would leave them. */
export interface ProspectiveRules {
  readonly rules: TimeoutRules;
  /** RFC 3339: when it would be made. */
  readonly at: string;
}

/** Who makes a change, and under which conditions. */
export interface ChangeCaller extends StreamCaller {
  /** Asked what the change would do before it is made; a refusal is the outcome. */
  readonly objection?: (prospect: ProspectiveRules) => Promise<TimeoutRefusal | undefined>;
}

export type TimeoutRefusalCode =
  | 'DEFINITION_NOT_FOUND'
  /** No version of the definition has the state. */
  | 'STATE_NOT_FOUND'
  /** The duration cannot be used, or the state cannot time out. */
  | 'TIMEOUT_INVALID'
  /** No override of the state is in force, or not the one named. */
  | 'OVERRIDE_NOT_FOUND'
  /** Waiting journeys would time out at once, more than the caller confirmed. */
  | 'ABORTS_NOT_CONFIRMED'
  | 'TIMEOUTS_PAUSED'
  | 'TIMEOUTS_NOT_PAUSED'
  /** The command id stands for another change. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The expected revision is stale, or other changes were faster at every try. */
  | 'REVISION_CONFLICT';

export type TimeoutOutcome = StreamOutcome<TimeoutChangeRecord, TimeoutRefusal>;

export interface TimeoutRefusal {
  readonly kind: 'refused';
  readonly code: TimeoutRefusalCode;
  /** One sentence: what was wrong and what would be right. */
  readonly reason: string;
  /** Of `ABORTS_NOT_CONFIRMED`: journeys that would time out at once. */
  readonly abortingAtOnce?: number;
}

export function refusal(code: TimeoutRefusalCode, reason: string): TimeoutRefusal {
  return { kind: 'refused', code, reason };
}

/** @param confirmed how many the caller allowed; undefined if it said nothing. */
export function abortsNotConfirmed(abortingAtOnce: number, confirmed: number | undefined): TimeoutRefusal {
  const number = abortingAtOnce.toLocaleString('en');
  const what = `${number} waiting ${abortingAtOnce === 1 ? 'journey' : 'journeys'} would time out at once`;
  const but = confirmed === undefined ? '' : `; you confirmed ${confirmed.toLocaleString('en')}`;
  const reason = `${what}${but}. Send grace to leave them time, or confirmAborting: ${abortingAtOnce}.`;
  return { ...refusal('ABORTS_NOT_CONFIRMED', reason), abortingAtOnce };
}
