import type { GuardVerdict } from '../../guard/guard-scope';
import type { CompiledDefinition, TransitionOption } from '../../definition/definition';
import type { Rejection, RejectionCode } from '../journey.decision';
import { allowedTargets } from '../journey.status';
import type { JourneyState } from '../journey.state';

export function rejected(code: RejectionCode, reason: string): Rejection {
  return { kind: 'rejected', code, reason };
}

export function journeyEnded(state: JourneyState): Rejection {
  return rejected('JOURNEY_ENDED', `The journey has ended in ${quoted(state.stateId)}; a final state changes no more.`);
}

/** Of a command that takes place before what the journey has recorded; undefined for any other. */
export function outOfOrder({ lastUpdatedAt }: JourneyState, now: string): Rejection | undefined {
  if (now >= lastUpdatedAt) return undefined;
  return rejected(
    'OUT_OF_ORDER',
    `This happened at ${now}, before the journey's last event (${lastUpdatedAt}); nothing is put between recorded events.`,
  );
}

/** Where a caller may go instead, as the end of a sentence. */
export function waysOut(state: JourneyState, definition: CompiledDefinition, now: string): string {
  const targets = allowedTargets(state, definition, now);
  return targets.length === 0 ? 'nothing is allowed from here now' : `allowed from here now: ${list(targets)}`;
}

export function targetNotAllowed(
  target: string,
  state: JourneyState,
  definition: CompiledDefinition,
  now: string,
): Rejection {
  const what = definition.hasState(target)
    ? `${quoted(target)} cannot be reached from ${quoted(state.stateId)}`
    : `${definition.id} version ${definition.version} has no state ${quoted(target)}`;
  return rejected('TRANSITION_NOT_ALLOWED', `${what}; ${waysOut(state, definition, now)}.`);
}

export function eventNotAllowed(
  event: string,
  state: JourneyState,
  definition: CompiledDefinition,
  now: string,
): Rejection {
  const options = definition.transitionsFrom(state.stateId);
  const events = [...new Set(options.flatMap((option) => (option.event === undefined ? [] : [option.event])))];
  const known = events.length === 0 ? '' : `events known here: ${list(events)}; `;
  return rejected(
    'TRANSITION_NOT_ALLOWED',
    `${quoted(state.stateId)} has no transition for the event ${quoted(event)}; ${known}${waysOut(state, definition, now)}.`,
  );
}

export function guardFailed(
  option: TransitionOption,
  verdict: GuardVerdict,
  state: JourneyState,
  definition: CompiledDefinition,
  now: string,
): Rejection {
  const expression = option.guard ?? '';
  const error = 'error' in verdict ? { error: verdict.error } : {};
  const how = 'error' in verdict ? `could not be evaluated (${verdict.error})` : 'does not hold';
  return {
    ...rejected(
      'GUARD_FAILED',
      `The guard of ${quoted(state.stateId)} -> ${quoted(option.target)}, ${expression}, ${how}; ${waysOut(state, definition, now)}.`,
    ),
    guard: { expression, inputs: verdict.inputs, ...error },
  };
}

export function quoted(text: string): string {
  return JSON.stringify(text.length > 128 ? `${text.slice(0, 128)}…` : text);
}

function list(names: readonly string[]): string {
  return names.map(quoted).join(', ');
}
