import type { WaitingState } from '../timing/effective-deadline';
import type { Context } from '../context';
import type { AppliedCommands } from './applied-commands';
import type { AskedEscalation } from './asked-escalations';

/** What folding a journey's stream gives: a plain value, never changed in place. */
export interface JourneyState extends WaitingState {
  readonly definitionId: string;
  readonly definitionVersion: number;
  readonly definitionHash: string;
  /** Versions that the journey ran before, each once; absent if it has always run this one. */
  readonly earlierVersions?: readonly number[];
  readonly previousStateId: string | null;
  /** Revision of the event by which `stateId` was entered. */
  readonly enteredRevision: bigint;
  readonly startedAt: string;
  /** `occurredAt` of the last event. */
  readonly lastUpdatedAt: string;
  /** The last time that a caller gave, unclamped; undefined if none did. */
  readonly lastGivenAt?: string | undefined;
  /** What callers gave for `startedAt` and `lastUpdatedAt`, where their clocks were beyond the skew that is allowed. */
  readonly skewed?: { readonly givenStartedAt?: string; readonly givenLastUpdatedAt?: string } | undefined;
  /** When the timeout of a state would have elapsed that history entered; undefined for any other state. */
  readonly historicalDeadline?: string;
  /** Present if the state was entered by a timeout: which states timed out one after the other, and the last deadline. */
  readonly timedOut?: { readonly states: readonly string[]; readonly deadline: string };
  /** Escalations that the journey asked for and that no event has withdrawn; absent if there are none. */
  readonly asked?: readonly AskedEscalation[];
  readonly channel: string | null;
  readonly customerId: string | null;
  readonly initiatingSource: string | null;
  /** In the order in which they were added; absent if there are none. */
  readonly aliases?: readonly string[] | undefined;
  /** Revision of the last removal of each alias; absent if none was removed. */
  readonly removedAliases?: ReadonlyMap<string, bigint>;
  readonly context: Context;
  /** How often each state was entered, the initial one included. */
  readonly visits: ReadonlyMap<string, number>;
  /** Commands whose events are in the stream. */
  readonly commands: AppliedCommands;
  /** Revision at which each context property changed last: what `onConflict: merge` compares. */
  readonly contextRevisions: ReadonlyMap<string, bigint>;
  readonly revision: bigint;
  /** Version from which an operator migrated the journey back: it comes over to later ones alone. */
  readonly returnedFrom?: number | undefined;
  /** Present if upgrades alone followed an event: its revision. Who expects it knows the journey as it is. */
  readonly upgradedSince?: bigint | undefined;
}

export const JOURNEY_STATUSES = ['ACTIVE', 'COMPLETED', 'TIMED_OUT'] as const;
export type JourneyStatus = (typeof JOURNEY_STATUSES)[number];
