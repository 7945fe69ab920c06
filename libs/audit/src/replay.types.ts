import type { Actor, Position } from '@ledger/event-store';
import type {
  CommandRejected,
  CommandUnchanged,
  EscalationCommandRejected,
  GuardTrace,
  JourneyState,
} from '@ledger/journey';

/** Which part of a journey's history is replayed. At most one of them; none: all of it. */
export interface ReplayCut {
  /** What the ledger knew at this instant: RFC 3339. */
  readonly asOf?: string;
  /** Up to and with this revision. */
  readonly asOfRevision?: bigint;
  /** What had happened by this instant, in business time: RFC 3339. */
  readonly asOccurred?: string;
}

export type ReplayFindingKind =
  /** The event's chain is broken: see the reason. */
  | 'CHAIN_BROKEN'
  /** The stored payload is not a JSON object. */
  | 'PAYLOAD_UNREADABLE'
  /** The ledger holds no such version of the definition. */
  | 'DEFINITION_MISSING'
  /** The definition that the ledger holds is not the one under which the journey was started. */
  | 'DEFINITION_CHANGED'
  /** The journey did not begin in the initial state, or an event other than a start came first. */
  | 'START_WRONG'
  /** The event leaves another state than the one in which the journey was. */
  | 'FROM_MISMATCH'
  /** The definition has no such transition. */
  | 'EDGE_MISSING'
  /** The guard that was recorded is not one of that transition, or there is none where one had to decide. */
  | 'GUARD_MISMATCH'
  /** A timeout before its deadline, into another state than the definition says, or without a deadline. */
  | 'TIMEOUT_WRONG';

/** Something about an event that does not agree with the rules or the chain. */
export interface ReplayFinding {
  readonly kind: ReplayFindingKind;
  /** One sentence. */
  readonly reason: string;
}

/** What the replay shows of a journey between two events. */
export type StateSnapshot = Pick<
  JourneyState,
  | 'stateId'
  | 'previousStateId'
  | 'enteredAt'
  | 'deadline'
  | 'deadlinePolicy'
  | 'channel'
  | 'customerId'
  | 'context'
  | 'definitionVersion'
> & {
  readonly revision: number;
  /** Personal properties that were left out of the context; absent if none was. */
  readonly masked?: readonly string[];
};

/** The transition of the definition by which an event moved the journey. */
export interface RuleEdge {
  readonly from: string;
  readonly to: string;
  readonly event?: string;
  readonly guard?: string;
  readonly fromAnyState: boolean;
}

/** The rule under which an event was made. */
export interface ReplayRule {
  readonly definitionId: string;
  readonly definitionVersion: number;
  readonly definitionHash: string;
  /** Null where the event is none of a transition, or the definition has no such one. */
  readonly edge: RuleEdge | null;
  /** The guard that decided, as recorded, and the inputs it saw. */
  readonly guard: (GuardTrace & { readonly masked?: readonly string[] }) | null;
}

export interface StepBase {
  readonly position: Position;
  readonly eventId: string;
  readonly occurredAt: string | null;
  readonly recordedAt: string;
  readonly actor: Actor | null;
  readonly commandId: string | null;
  readonly hash: string | null;
  readonly findings: readonly ReplayFinding[];
}

/** An event of the journey with the state around it. */
export interface EventStep extends StepBase {
  readonly kind: 'event';
  readonly revision: number;
  readonly type: string;
  readonly data: object;
  readonly before: StateSnapshot | null;
  readonly after: StateSnapshot | null;
  /** Null where the journey's start could not be read. */
  readonly rule: ReplayRule | null;
}

/** A command that was refused, or changed nothing, at this point. */
export interface AttemptStep extends StepBase {
  readonly kind: 'attempt';
  /** `CommandRejected` or `CommandUnchanged`. */
  readonly type: string;
  /** As stored; null where it could not be read. Without a code if it changed nothing. */
  readonly attempt: CommandRejected | CommandUnchanged | EscalationCommandRejected | null;
}

export type ReplayStep = EventStep | AttemptStep;

export interface Replay {
  readonly tenant: string;
  readonly sessionId: string;
  readonly steps: readonly ReplayStep[];
  readonly events: number;
  /** Refused commands, and such as changed nothing. */
  readonly attempts: number;
  /** Number of findings in all steps. */
  readonly findings: number;
  /** The journey after the last event shown. */
  readonly state: StateSnapshot | null;
}
