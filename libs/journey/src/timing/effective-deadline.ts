import type { CompiledDefinition } from '../definition';
import type { DeadlinePolicy } from '../journey.events';
import type { JourneyState } from '../journey.state';
import { dueInstant, sessionSteps, timeoutPlans, type TimeoutPlan } from './timeout-plan';
import type { TimeoutRules } from './timeout-rules';

/** When a journey's wait ends, all rules counted. */
export interface EffectiveDeadline {
  /** RFC 3339, UTC, milliseconds; null where there is none, or none for now. */
  readonly deadline: string | null;
  /** Which rule gave it. */
  readonly policy: DeadlinePolicy;
  /** Whether a pause of the tenant holds it up. */
  readonly frozen: boolean;
  /** Revision, in the definition's stream, of the override that gave it. */
  readonly overrideRevision?: number;
}

/** The part of a journey's state that its deadline follows from. */
export type WaitingState = Pick<
  JourneyState,
  'stateId' | 'enteredAt' | 'deadline' | 'deadlinePolicy' | 'definitionDeadline' | 'deadlineSince'
>;

const plansByRules = new WeakMap<TimeoutRules, Map<string, readonly TimeoutPlan[]>>();

/**
 * The deadline of the state that a journey is in, as its events, the overrides of the state and the pauses of the tenant
 * give it together. What the events say alone is only the beginning: those who wait may be given another timeout.
 */
export function effectiveDeadline(state: WaitingState, definition: CompiledDefinition): EffectiveDeadline {
  const { deadline, deadlinePolicy, deadlineSince } = state;
  const rules = definition.timeoutRules;
  // The usual case by far: nothing was ever overridden or paused, and what the events say holds.
  if (rules === undefined) return { deadline, policy: deadlinePolicy, frozen: false };
  if (definition.isFinal(state.stateId)) return { deadline: null, policy: deadlinePolicy, frozen: false };
  const entered = Date.parse(state.enteredAt);
  const since = Date.parse(deadlineSince);
  if (deadlinePolicy === 'session') {
    return shown(dueInstant(sessionSteps(rules), { entered, since, own: epoch(deadline) }), 'session');
  }
  const plan = planFor(rules, state.stateId, entered);
  const due = dueInstant(plan.steps, { entered, since, own: epoch(state.definitionDeadline) });
  return plan.override === undefined
    ? shown(due, 'definition')
    : { ...shown(due, 'override'), overrideRevision: plan.override.revision };
}

/** The plan of those who enter a state at an instant (epoch milliseconds). */
export function planFor(rules: TimeoutRules, stateId: string, entered: number): TimeoutPlan {
  const known = plansByRules.get(rules) ?? new Map<string, readonly TimeoutPlan[]>();
  plansByRules.set(rules, known);
  const ofState = known.get(stateId) ?? timeoutPlans(rules, stateId);
  known.set(stateId, ofState);
  const plan = ofState.findLast(({ enteredFrom }) => enteredFrom <= entered) ?? ofState[0];
  if (plan === undefined) throw new TypeError('A state has at least one plan.');
  return plan;
}

function shown(
  { due, frozen }: { readonly due: number | null; readonly frozen: boolean },
  policy: DeadlinePolicy,
): EffectiveDeadline {
  return { deadline: due === null || frozen ? null : new Date(due).toISOString(), policy, frozen };
}

function epoch(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant);
}
