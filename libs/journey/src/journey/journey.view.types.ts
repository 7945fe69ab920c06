import type { Context } from '../context';
import type { JourneyStatus } from './journey.state';

/** A journey as every face shows it (`journeyView` builds it). Times are RFC 3339, UTC, milliseconds. */
export interface JourneyView {
  readonly sessionId: string;
  readonly definitionId: string;
  readonly definitionVersion: number;
  /**
   * The version to which the next command of the journey's flow upgrades it; absent if it stays. All but `definitionVersion`
   * and what happened is shown as the upgrade will leave it.
   */
  readonly upgradeTo?: number;
  readonly status: JourneyStatus;
  readonly stateId: string;
  readonly previousStateId: string | null;
  /** Revision of the journey's last event. */
  readonly revision: number;
  readonly enteredAt: string;
  readonly startedAt: string;
  readonly lastUpdatedAt: string;
  /**
   * What callers gave for `startedAt` and `lastUpdatedAt`, where their clocks were beyond the skew that is allowed and the
   * ledger's time was taken; absent otherwise.
   */
  readonly givenStartedAt?: string;
  readonly givenLastUpdatedAt?: string;
  /** With overrides of the state's timeout and pauses; null while a pause lasts. */
  readonly deadline: string | null;
  /** Whether the deadline has passed and no `ABORT_TIMEOUT` is recorded yet. */
  readonly overdue: boolean;
  readonly channel: string | null;
  readonly customerId: string | null;
  readonly initiatingSource: string | null;
  /** What platforms call the customer or the conversation, each `platform:id`; absent if there are none. */
  readonly aliases?: readonly string[];
  /** Completed with the definition's defaults. */
  readonly context: Context;
  /**
   * Names of personal properties that were left out of the context, since the caller may not see them: `card.last4`,
   * `phones[].number`. Absent if nothing was.
   */
  readonly masked?: readonly string[];
  /** States to which a transition without context would be accepted now. */
  readonly allowedTargets: readonly string[];
  /** Position of the journey's last event. */
  readonly position: string;
}
