import type { Context } from '../context';

/** `import` is decided at the time that it tells of; `history` too, and its states have no live deadline. */
export const COMMAND_MODES = ['live', 'import', 'history'] as const;
export type CommandMode = (typeof COMMAND_MODES)[number];

interface CommandBase {
  readonly sessionId: string;
  /** The instant at which the command is decided: RFC 3339, UTC, milliseconds. For an import, its `occurredAt`. */
  readonly now: string;
  /** Present if the caller gave one or one could be derived: a repeat is recognised by it. */
  readonly commandId?: string;
  /** Default: `live`. */
  readonly mode?: CommandMode;
  /** Refuses what happened before the journey's last event: nothing is put between events that are recorded. */
  readonly inOrder?: boolean;
}

/** The caller's optimistic lock, if given. */
interface Locked {
  readonly expectedRevision?: bigint;
  /** The record face's `metadata.previousState`: must be the current state. */
  readonly expectedStateId?: string;
  /** The record face's `lastUpdated`: must not be older than the last time that a caller gave. */
  readonly lastUpdated?: string;
}

export interface StartJourney extends CommandBase {
  readonly type: 'StartJourney';
  readonly customerId?: string;
  readonly channel?: string;
  readonly initiatingSource?: string;
  readonly context?: Context;
  /** This session's own timeout for the initial state: an ISO 8601 duration, or seconds. */
  readonly maxDuration?: string | number;
  /** What platforms call the customer or the conversation: each `platform:id`, distinct. */
  readonly aliases?: readonly string[];
  /** State that the caller takes for the initial one; refused if the definition says otherwise. */
  readonly initialStateId?: string;
}

export interface TransitionJourney extends CommandBase, Locked {
  readonly type: 'TransitionJourney';
  /** Exactly one of `targetStateId` and `event`. */
  readonly targetStateId?: string;
  readonly event?: string;
  /** Merge patch (RFC 7396) on the context's top-level properties. */
  readonly context?: Context;
  readonly channel?: string;
  /** This session's own timeout for the state entered: an ISO 8601 duration, or seconds. */
  readonly maxDuration?: string | number;
}

export interface ChangeContext extends CommandBase, Locked {
  readonly type: 'ChangeContext';
  /** Merge patch (RFC 7396). */
  readonly patch: Context;
}

export interface ChangeChannel extends CommandBase, Locked {
  readonly type: 'ChangeChannel';
  readonly channel: string;
  readonly conversationId?: string;
}

export interface AddAlias extends CommandBase, Locked {
  readonly type: 'AddAlias';
  /** `platform:id`. */
  readonly alias: string;
  /** Revision that the journey had when the alias was claimed for it: a removal after that voids the claim. Added by the ledger. */
  readonly claimedAt?: bigint;
  /** Session id of the open journey that holds the alias; undefined if it is free. */
  readonly heldBy?: string;
  readonly reason?: string;
}

export interface RemoveAlias extends CommandBase, Locked {
  readonly type: 'RemoveAlias';
  readonly alias: string;
  /** Revision since which it is claimed, to void a claim whose command did not add it yet. Added by the ledger. */
  readonly voidsClaimAt?: bigint;
  readonly reason?: string;
}

export interface ChangeDeadline extends CommandBase, Locked {
  readonly type: 'ChangeDeadline';
  /** RFC 3339, or null: no deadline for the state the journey is in. */
  readonly deadline: string | null;
  readonly reason: string;
}

export interface AbortOnTimeout extends CommandBase {
  readonly type: 'AbortOnTimeout';
  /** Revision at which the state that timed out was entered. */
  readonly enteredRevision: bigint;
}

export interface RestartJourney extends CommandBase, Locked {
  readonly type: 'RestartJourney';
  readonly reason: string;
}

/** An operator's: neither transitions nor guards count. */
export interface MoveJourney extends CommandBase, Locked {
  readonly type: 'MoveJourney';
  /** Any state of the journey's definition; `ABORT_TIMEOUT` aborts it. */
  readonly targetStateId: string;
  readonly reason: string;
}

/** Takes a journey to another version of its definition. */
export interface MigrateJourney extends CommandBase, Locked {
  readonly type: 'MigrateJourney';
  readonly toVersion: number;
  /** States that have another name under that version. */
  readonly stateMap?: { readonly [from: string]: string };
  /** Context properties that the version needs. */
  readonly set?: Context;
  /** Whether the journey may time out at once, or run under a version that takes no journeys of its own. */
  readonly force?: boolean;
  readonly reason: string;
}

/** A command before the instant of its decision is known. */
export type UnstampedCommand = Unstamped<JourneyCommand>;
type Unstamped<C> = C extends JourneyCommand ? Omit<C, 'now' | 'mode' | 'inOrder'> : never;

export type JourneyCommand =
  | StartJourney
  | TransitionJourney
  | ChangeContext
  | ChangeChannel
  | AddAlias
  | RemoveAlias
  | ChangeDeadline
  | AbortOnTimeout
  | RestartJourney
  | MoveJourney
  | MigrateJourney;
