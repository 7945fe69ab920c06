import type { DeadlinePolicy } from '../timing/deadline-policy';
import type { Context, ContextValue } from '../context';

/** Persisted type names: constants, never class names. */
export const JOURNEY_STARTED = 'JourneyStarted';
export const JOURNEY_TRANSITIONED = 'JourneyTransitioned';
export const CONTEXT_CHANGED = 'ContextChanged';
export const CHANNEL_CHANGED = 'ChannelChanged';
export const ALIAS_ADDED = 'AliasAdded';
export const ALIAS_REMOVED = 'AliasRemoved';
export const DEADLINE_CHANGED = 'DeadlineChanged';
export const ABORT_TIMEOUT = 'ABORT_TIMEOUT';
export const JOURNEY_RESTARTED = 'JourneyRestarted';
export const JOURNEY_MOVED = 'JourneyMoved';
export const JOURNEY_MIGRATED = 'JourneyMigrated';

/** `reason` of a `ContextChanged` that records the definition's defaults. */
export const SCHEMA_DEFAULT = 'schema-default';

/** Who migrated a journey, where no operator did. */
export const BY_RULE = 'rule';

/** On its timeout's clock. Stored, so that folding needs no clock or definition and copies keep their deadlines. */
export interface StateEntry {
  /** RFC 3339, UTC, milliseconds: the server's clock, or `occurredAt` for an import. */
  readonly enteredAt: string;
  /** RFC 3339, UTC, milliseconds; absent for a state without a timeout. */
  readonly deadline?: string;
  /** Of imported history instead of `deadline`, for later history alone; its policy `session` keeps overrides away. */
  readonly historicalDeadline?: string;
  readonly deadlinePolicy?: DeadlinePolicy;
  /** What the definition alone would have given; present only beside the policy `override`. */
  readonly definitionDeadline?: string;
  /** Name of the definition's escalation that entering the state asks for. */
  readonly escalation?: string;
  /** What the state was called under earlier versions, oldest first: what operators changed there counts. */
  readonly renamedFrom?: readonly string[];
}

/** Of an event by which a command takes the journey elsewhere. */
export interface Withdrawals {
  /** Ids of escalations that it makes needless; absent if there are none. */
  readonly withdraws?: readonly string[];
}

export interface ContextPatch {
  readonly set?: Context;
  readonly unset?: readonly string[];
}

export interface GuardTrace {
  readonly expression: string;
  readonly inputs: Context;
}

export interface JourneyStarted extends StateEntry {
  readonly definitionId: string;
  readonly definitionVersion: number;
  readonly definitionHash: string;
  readonly stateId: string;
  readonly customerId?: string;
  readonly channel: string | null;
  readonly initiatingSource?: string;
  /** Absent if it has none. */
  readonly aliases?: readonly string[];
  readonly context: Context;
}

export interface JourneyTransitioned extends StateEntry, ContextPatch, Withdrawals {
  readonly from: string;
  readonly to: string;
  readonly trigger?: string;
  readonly channel?: string;
  readonly guard?: GuardTrace;
  /** How a stale expected revision was resolved. */
  readonly resolvedConflict?: { readonly policy: 'retry' | 'merge'; readonly expectedRevision: number };
}

export interface ContextChanged extends ContextPatch {
  readonly set: Context;
  readonly unset: readonly string[];
  /** `SCHEMA_DEFAULT`, or what an operator gave. */
  readonly reason?: string;
}

export interface ChannelChanged {
  readonly from: string | null;
  readonly to: string;
  readonly conversationId?: string;
}

/** Data of `AliasAdded` and `AliasRemoved`. */
export interface AliasChange {
  /** `platform:id`. */
  readonly alias: string;
  /** Why, if its sender said so. */
  readonly reason?: string;
}

export interface DeadlineChanged {
  readonly stateId: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string;
}

/** What found that a deadline had passed: the timeout saga, or a command that came too late. */
export const TIMEOUT_DETECTORS = ['saga', 'command'] as const;
export type TimeoutDetector = (typeof TIMEOUT_DETECTORS)[number];

export interface AbortTimeout {
  readonly from: string;
  readonly to: string;
  readonly enteredAt: string;
  readonly deadline: string;
  readonly detectedBy: TimeoutDetector;
  readonly policy: DeadlinePolicy;
  /** Revision of the override in the definition's stream; present only with the policy `override`. */
  readonly overrideRevision?: number;
  /** Name of the definition's escalation that the timeout of `from` asks for. */
  readonly escalation?: string;
  /** Of the state entered (`to`), as in `StateEntry`; `enteredAt` above is that of the state left. */
  readonly abortedAt: string;
  readonly nextDeadline?: string;
  readonly nextDeadlinePolicy?: DeadlinePolicy;
  readonly nextDefinitionDeadline?: string;
  readonly nextHistoricalDeadline?: string;
  readonly nextRenamedFrom?: readonly string[];
  /** Name of the definition's escalation that entering `to` asks for. */
  readonly nextEscalation?: string;
}

export interface JourneyRestarted extends StateEntry, Withdrawals {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** An operator's move, whatever the definition allows. Into `ABORT_TIMEOUT` it is an abort, without a deadline. */
export interface JourneyMoved extends StateEntry, Withdrawals {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

export interface JourneyMigrated {
  readonly fromVersion: number;
  readonly toVersion: number;
  readonly toHash: string;
  /** New names, by the old ones, of states that the journey has been in. */
  readonly stateMap?: { readonly [from: string]: string };
  readonly set?: { readonly [key: string]: ContextValue };
  /** Context properties that were dropped. */
  readonly unset?: readonly string[];
  readonly reason?: string;
  /** `rule`: by the upgrade rule of the version, before a command of the journey's flow; absent: by an operator. */
  readonly by?: typeof BY_RULE;
  /** Present if the version's rule gave the state another deadline; RFC 3339, UTC, milliseconds, or null for none. */
  readonly deadline?: string | null;
  /** Present beside `deadline` if the timeout began again, at this instant. */
  readonly waitingFrom?: string;
}

export type JourneyEvent =
  | { readonly type: typeof JOURNEY_STARTED; readonly data: JourneyStarted }
  | { readonly type: typeof JOURNEY_TRANSITIONED; readonly data: JourneyTransitioned }
  | { readonly type: typeof CONTEXT_CHANGED; readonly data: ContextChanged }
  | { readonly type: typeof CHANNEL_CHANGED; readonly data: ChannelChanged }
  | { readonly type: typeof ALIAS_ADDED; readonly data: AliasChange }
  | { readonly type: typeof ALIAS_REMOVED; readonly data: AliasChange }
  | { readonly type: typeof DEADLINE_CHANGED; readonly data: DeadlineChanged }
  | { readonly type: typeof ABORT_TIMEOUT; readonly data: AbortTimeout }
  | { readonly type: typeof JOURNEY_RESTARTED; readonly data: JourneyRestarted }
  | { readonly type: typeof JOURNEY_MOVED; readonly data: JourneyMoved }
  | { readonly type: typeof JOURNEY_MIGRATED; readonly data: JourneyMigrated };
