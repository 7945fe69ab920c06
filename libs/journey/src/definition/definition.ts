import type { GuardScope, GuardVerdict } from '../guard/guard-scope';
import type { Context } from '../context';
import type { TimeoutRules } from '../timing/timeout-rules';
/** What happens to a transition whose caller expected a stale revision. */
export const CONFLICT_POLICIES = ['reject', 'retry', 'merge', 'restart'] as const;
export type ConflictPolicy = (typeof CONFLICT_POLICIES)[number];

/** Who handles an escalation: a callback desk, a queue of agents, or the target of a webhook. */
export const ESCALATION_KINDS = ['callback', 'queue', 'webhook'] as const;
export type EscalationKind = (typeof ESCALATION_KINDS)[number];

/** How a journey that ended in a final state fared, as analytics count it. */
export const FINAL_OUTCOMES = ['success', 'failure', 'abandoned'] as const;
export type FinalOutcome = (typeof FINAL_OUTCOMES)[number];

/** When an escalation needs no desk any more; default `ended`. */
export const WITHDRAWALS = ['left', 'ended', 'never'] as const;
export type WithdrawWhen = (typeof WITHDRAWALS)[number];

/** When open journeys of earlier versions come over: not at all, at a command of their flow, or when an operator migrates them. */
export const UPGRADE_TIMES = ['never', 'resume', 'operator'] as const;
export type UpgradeTime = (typeof UPGRADE_TIMES)[number];

/** What becomes of the deadline of a journey that comes over; default `keep`. */
export const UPGRADE_DEADLINES = ['keep', 'recompute', 'restart'] as const;
export type UpgradeDeadline = (typeof UPGRADE_DEADLINES)[number];

/** Whether a start with an alias resumes the open journey that has it; default `never`. */
export type ResumeRule =
  | 'always'
  | 'never'
  /** ISO 8601 duration since the journey's last update. */
  | { readonly within: string };

export interface TransitionDefinition {
  readonly target: string;
  /** Trigger name, so that a caller may send `{ "event": "PAY" }` instead of a target. */
  readonly event?: string;
  /** CEL over `context`, `channel`, `now`, `visits(state)`. */
  readonly guard?: string;
  readonly onConflict?: ConflictPolicy;
}

export interface TimeoutDefinition {
  /** ISO 8601 duration. */
  readonly after: string;
  /** State entered on timeout; default `ABORT_TIMEOUT`. */
  readonly target?: string;
  /** Name of an entry of `escalations`. */
  readonly escalation?: string;
}

export interface StateDefinition {
  readonly title?: string;
  readonly final?: boolean;
  /** Of a final state only. */
  readonly outcome?: FinalOutcome;
  /** Name of an entry of `escalations`, requested each time the state is entered. */
  readonly escalation?: string;
  readonly timeout?: TimeoutDefinition;
  readonly transitions?: readonly TransitionDefinition[];
}

export interface EscalationDefinition {
  readonly kind: EscalationKind;
  readonly queue?: string;
  /** Name of a configured webhook target. */
  readonly target?: string;
  /** ISO 8601 duration. */
  readonly within?: string;
  /** `ended`: a later command enters a final state whose outcome is `success`; `left`: or leaves the state. */
  readonly withdrawWhen?: WithdrawWhen;
}

/** How open journeys of earlier versions come over to a version. */
export interface UpgradeDefinition {
  /** Versions whose journeys may come over; default all earlier ones. */
  readonly from?: readonly number[];
  /** Default: `resume` if that is proven safe, else `operator`. */
  readonly when?: UpgradeTime;
  /** New state ids by the old ones, of states that were renamed. */
  readonly states?: { readonly [oldStateId: string]: string };
  /** Context properties that the version no longer has. */
  readonly drop?: readonly string[];
  readonly deadline?: UpgradeDeadline;
}

/** Templates of policies, named as in Declare: the words of process mining for rules over what a journey enters. */
export const POLICY_KINDS = [
  'precedence',
  'response',
  'chainResponse',
  'existence',
  'absence',
  'notCoexistence',
] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

/** A rule about the states that a journey enters, over its whole life. Which members a kind has, the check says. */
export interface PolicyDefinition {
  readonly kind: PolicyKind;
  readonly title?: string;
  /** Of `precedence`, `response` and `chainResponse`. */
  readonly first?: string;
  readonly then?: string;
  /** Of `existence` and `absence`. */
  readonly state?: string;
  /** Of `notCoexistence`: two. */
  readonly states?: readonly string[];
  /** ISO 8601 duration. Of `response`, from entering `first`; of `existence`, from the journey's start. */
  readonly within?: string;
  /** Of `absence`: how often the state may be entered; default never. */
  readonly atMost?: number;
  /** Name of an entry of `escalations`, requested when the policy is broken. */
  readonly escalation?: string;
}

/** A versioned state machine as its author wrote it. */
export interface DefinitionDocument {
  readonly id: string;
  readonly version: number;
  readonly title?: string;
  readonly initial: string;
  readonly resume?: ResumeRule;
  readonly states: { readonly [stateId: string]: StateDefinition };
  readonly anyState?: { readonly transitions: readonly TransitionDefinition[] };
  /** JSON Schema with `default`s; `x-personal: true` marks personal data. */
  readonly context?: { readonly [keyword: string]: unknown };
  readonly escalations?: { readonly [name: string]: EscalationDefinition };
  readonly upgrade?: UpgradeDefinition;
  readonly policies?: { readonly [name: string]: PolicyDefinition };
}

/** Reserved state: added as a final state if a document omits it. */
export const ABORT_TIMEOUT_STATE = 'ABORT_TIMEOUT';

/** What the upgrade rules of a version and of those before it say of older names. */
export interface Lineage {
  /** The state that an old name means. No name that the version itself gives a state. */
  readonly current: ReadonlyMap<string, string>;
  /** The old names of a state, oldest first. */
  readonly former: ReadonlyMap<string, readonly string[]>;
  /** Context properties that were dropped. None that the version itself lists. */
  readonly dropped: ReadonlySet<string>;
  /** What became of the states and properties of an earlier version, by the rules that came after it. */
  since(version: number): Succession;
}

export interface Succession {
  /** What a state of that version is called now. The old name may be that of another state by now. */
  readonly names: ReadonlyMap<string, string>;
  /** Context properties that were dropped. The version may have given the name to another property. */
  readonly dropped: ReadonlySet<string>;
}

export interface TransitionOption extends TransitionDefinition {
  readonly from: string;
  readonly fromAnyState: boolean;
}

/** A definition made ready to decide with: guards compiled, context schema compiled, lookups built. */
export interface CompiledDefinition {
  readonly document: DefinitionDocument;
  readonly id: string;
  readonly version: number;
  /** Lower-case hex SHA-256 of the canonical JSON (RFC 8785) of `document`. */
  readonly hash: string;
  readonly initial: string;
  hasState(stateId: string): boolean;
  isFinal(stateId: string): boolean;
  /** What the document says of a final state; undefined if it says nothing. */
  outcomeOf(stateId: string): FinalOutcome | undefined;
  /** In document order, `anyState` last; empty for a final state. */
  transitionsFrom(stateId: string): readonly TransitionOption[];
  /** Distinct targets in document order, whether or not their guards hold now. */
  targetsFrom(stateId: string): readonly string[];
  /** The document's: overrides of it are in `timeoutRules`. */
  timeoutOf(stateId: string): TimeoutDefinition | undefined;
  /** What operations changed; absent if they never changed anything. */
  readonly timeoutRules?: TimeoutRules;
  /** Absent if no upgrade rule renamed or dropped anything. */
  readonly lineage?: Lineage;
  /** The version to which open journeys of this one come over at the next command of their flow; absent if there is none. */
  readonly upgradesTo?: CompiledDefinition;
  evaluateGuard(expression: string, scope: GuardScope): GuardVerdict;
  /** Errors of a context against the schema, each a sentence that says of a value what `given` says; `you sent`. */
  contextErrors(context: Context, given?: string): readonly string[];
  /** What the schema fills an empty context with. */
  readonly contextDefaults: Context;
  /** A context with the schema's defaults for what it lacks. */
  withDefaults(context: Context): Context;
  /** A context without the properties that the schema, where it is closed, does not know. */
  withoutUnknown(context: Context): Context;
}
