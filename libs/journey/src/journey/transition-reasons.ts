import type { CompiledDefinition, TransitionOption } from '../definition/definition';
import { statesOf } from '../definition/compile-definition';
import { explainGuard, neededBy, type GuardPart } from '../guard/explain-guard';
import { effectiveContext, guardScope, isOverdue } from './journey.status';
import type { JourneyState } from './journey.state';
import { upgradedJourney } from './upgraded-journey';

/** Why a state can, or cannot, be entered next. */
export const TRANSITION_REASONS = [
  'ALLOWED',
  'GUARD_FAILED',
  'NO_TRANSITION',
  'JOURNEY_ENDED',
  'JOURNEY_EXPIRED',
] as const;

export interface TransitionReason {
  readonly stateId: string;
  readonly allowed: boolean;
  readonly reason: (typeof TRANSITION_REASONS)[number];
  /** The transitions that lead there, in the order in which they are tried. */
  readonly transitions: readonly ExplainedTransition[];
}

export interface ExplainedTransition {
  readonly event: string | null;
  readonly fromAnyState: boolean;
  /** Null without a guard. */
  readonly guard: GuardPart | null;
  /** What would have to be true, in CEL; empty if the transition is allowed. */
  readonly needs: string;
}

/** Of each state of the definition that the journey's next command is decided by. */
export interface TransitionReasons {
  readonly definitionVersion: number;
  readonly stateId: string;
  readonly targets: readonly TransitionReason[];
}

/** Evaluates all ways out of a journey's state. `now`: RFC 3339. */
export function transitionReasons(stored: JourneyState, running: CompiledDefinition, now: string): TransitionReasons {
  const overdue = isOverdue(stored, running, now);
  const upgraded = overdue ? undefined : upgradedJourney(stored, running, now);
  const { state, definition } = upgraded ?? { state: stored, definition: running };
  const scope = guardScope(state, effectiveContext(state, definition), state.channel, now);
  const options = definition.transitionsFrom(state.stateId);
  const explain = ({ event, guard, fromAnyState }: TransitionOption): ExplainedTransition => {
    const part = guard === undefined ? null : explainGuard(guard, scope);
    return { event: event ?? null, fromAnyState, guard: part, needs: part === null ? '' : neededBy(part) };
  };
  const targets = [...statesOf(definition.document).keys()].map((stateId): TransitionReason => {
    const transitions = options.filter(({ target }) => target === stateId).map(explain);
    const reason = reasonOf(transitions, definition.isFinal(state.stateId), overdue);
    return { stateId, allowed: reason === 'ALLOWED', reason, transitions };
  });
  return { definitionVersion: definition.version, stateId: state.stateId, targets };
}

function reasonOf(
  transitions: readonly ExplainedTransition[],
  isEnded: boolean,
  isExpired: boolean,
): TransitionReason['reason'] {
  if (isEnded) return 'JOURNEY_ENDED';
  if (isExpired) return 'JOURNEY_EXPIRED';
  if (transitions.length === 0) return 'NO_TRANSITION';
  return transitions.some(({ guard }) => guard === null || guard.holds) ? 'ALLOWED' : 'GUARD_FAILED';
}
