import { GuardBudget } from '../guard/guard-cost';
import type { GuardScope, GuardVerdict } from '../guard/guard-scope';
import type { Context } from '../context';
import { ABORT_TIMEOUT_STATE } from '../definition/definition';
import type { CompiledDefinition, TransitionOption } from '../definition/definition';
import type { JourneyState, JourneyStatus } from './journey.state';
import { effectiveDeadline } from '../timing/effective-deadline';
import { compareInstants } from '../timing/instant';

/** `TIMED_OUT` in `ABORT_TIMEOUT`, `COMPLETED` in any other final state, else `ACTIVE`. */
export function statusOf(state: JourneyState, definition: CompiledDefinition): JourneyStatus {
  if (state.stateId === ABORT_TIMEOUT_STATE) return 'TIMED_OUT';
  return definition.isFinal(state.stateId) ? 'COMPLETED' : 'ACTIVE';
}

/** Whether the effective deadline has passed at `now` (RFC 3339). */
export function isOverdue(state: JourneyState, definition: CompiledDefinition, now: string): boolean {
  const { deadline } = effectiveDeadline(state, definition);
  return deadline !== null && compareInstants(deadline, now) <= 0;
}

/** The stored context, completed with the definition's defaults. */
export function effectiveContext(state: JourneyState, definition: CompiledDefinition): Context {
  return definition.withDefaults(state.context);
}

/** What guards read of a journey with this context and channel. */
export function guardScope(
  { visits }: JourneyState,
  context: Context,
  channel: string | null,
  now: string,
): GuardScope {
  return { context, channel, now, visits: (stateId) => visits.get(stateId) ?? 0, budget: new GuardBudget() };
}

/** A guard's verdict for a journey; a transition without a guard holds. */
export function guardVerdict(
  option: TransitionOption,
  scope: GuardScope,
  definition: CompiledDefinition,
): GuardVerdict {
  if (option.guard === undefined) return { holds: true, inputs: {} };
  return definition.evaluateGuard(option.guard, scope);
}

/** In document order; none from a final state or after the deadline. */
export function allowedTargets(state: JourneyState, definition: CompiledDefinition, now: string): readonly string[] {
  if (isOverdue(state, definition, now)) return [];
  const options = definition.transitionsFrom(state.stateId);
  if (options.every((option) => option.guard === undefined)) return definition.targetsFrom(state.stateId);
  const scope = guardScope(state, effectiveContext(state, definition), state.channel, now);
  const open = options.filter((option) => guardVerdict(option, scope, definition).holds);
  return [...new Set(open.map((option) => option.target))];
}
