import type { DeadlinePolicy } from './deadline-policy';
import { instantText } from './duration';
import { dueInstant, sessionSteps, timeoutPlans, type DueInstant, type TimeoutPlan, type Wait } from './timeout-plan';
import type { TimeoutRules } from './timeout-rules';

/** When a journey's wait ends, all rules counted. */
export interface EffectiveDeadline {
  /** RFC 3339, UTC, milliseconds; null where there is none, or none for now. */
  readonly deadline: string | null;
  /** Which rule gave it. */
  readonly policy: DeadlinePolicy;
  /** Whether a pause of the tenant freezes it. */
  readonly frozen: boolean;
  /** Revision, in the definition's stream, of the override that gave it. */
  readonly overrideRevision?: number;
}

/** The instant at which a wait ends under some rules, and which rule gave it. */
export interface ComputedDeadline extends DueInstant, Pick<EffectiveDeadline, 'policy' | 'overrideRevision'> {}

/** The part of a journey's state that its deadline follows from; instants are RFC 3339. */
export interface WaitingState {
  readonly stateId: string;
  /**
   * Names of the state under earlier versions, oldest first: what operators changed
   * under them still counts. Absent unless an upgrade rule or a migration renamed the state.
   */
  readonly renamedFrom?: readonly string[] | undefined;
  readonly enteredAt: string;
  /** When the timeout of the state began again, if a migration restarted it; undefined otherwise. */
  readonly waitingFrom?: string | undefined;
  /** As the journey's own events give it; `effectiveDeadline` counts overrides and pauses. */
  readonly deadline: string | null;
  readonly deadlinePolicy: DeadlinePolicy;
  /** What the definition alone gave the state; null where it gave nothing or a session's own deadline took its place. */
  readonly definitionDeadline: string | null;
  /** When `deadline` was set: `enteredAt`, `waitingFrom`, or the instant of the last change. */
  readonly deadlineSince: string;
}

/** The part of a definition that its journeys' deadlines follow from. */
export interface TimedDefinition {
  readonly timeoutRules?: TimeoutRules;
  isFinal(stateId: string): boolean;
}

const plansByRules = new WeakMap<TimeoutRules, Map<string, readonly TimeoutPlan[]>>();

/** By events, overrides and pauses together: an override may give waiting journeys another timeout. */
export function effectiveDeadline(state: WaitingState, definition: TimedDefinition): EffectiveDeadline {
  const { deadline, deadlinePolicy } = state;
  const rules = definition.timeoutRules;
  // The usual case by far: nothing was ever overridden or paused.
  if (rules === undefined) return { deadline, policy: deadlinePolicy, frozen: false };
  if (definition.isFinal(state.stateId)) return { deadline: null, policy: deadlinePolicy, frozen: false };
  const { due, ...computed } = computedDeadline(state, rules);
  return { deadline: due === null || computed.frozen ? null : instantText(due), ...computed };
}

/** The same under given rules, for a state in which a journey can wait: a frozen wait has its instant, too. */
export function computedDeadline(state: WaitingState, rules: TimeoutRules): ComputedDeadline {
  const wait = waitOf(state);
  if (state.deadlinePolicy === 'session') return { policy: 'session', ...dueInstant(sessionSteps(rules), wait) };
  const plan = planFor(rules, namesOf(state), wait.entered);
  const due = dueInstant(plan.steps, wait);
  return plan.override === undefined
    ? { policy: 'definition', ...due }
    : { policy: 'override', overrideRevision: plan.override.revision, ...due };
}

/** What the deadline of a journey's state is computed from, whatever the rules. */
export function waitOf(state: WaitingState): Wait {
  const own = state.deadlinePolicy === 'session' ? state.deadline : state.definitionDeadline;
  return {
    entered: Date.parse(state.waitingFrom ?? state.enteredAt),
    since: Date.parse(state.deadlineSince),
    own: epoch(own),
  };
}

/** Every name under which operators may have changed the timeout of the wait. */
export function namesOf({ stateId, renamedFrom }: Pick<WaitingState, 'stateId' | 'renamedFrom'>): readonly string[] {
  return renamedFrom === undefined ? [stateId] : [...renamedFrom, stateId];
}

/** The plan for journeys that enter a state, by all its names, at an instant (epoch milliseconds). */
export function planFor(rules: TimeoutRules, stateIds: readonly string[], entered: number): TimeoutPlan {
  const known = plansByRules.get(rules) ?? new Map<string, readonly TimeoutPlan[]>();
  plansByRules.set(rules, known);
  const name = stateIds.length === 1 ? (stateIds[0] ?? '') : JSON.stringify(stateIds);
  const ofState = known.get(name) ?? timeoutPlans(rules, stateIds);
  known.set(name, ofState);
  const plan = ofState.findLast(({ enteredFrom }) => enteredFrom <= entered) ?? ofState[0];
  if (plan === undefined) throw new TypeError('A state has at least one plan.');
  return plan;
}

function epoch(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant);
}
