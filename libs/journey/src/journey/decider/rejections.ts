import { closestName } from '@ledger/plain-data';
import { statesOf, versionName } from '../../definition/compile-definition';
import type { GuardVerdict } from '../../guard/guard-scope';
import type { CompiledDefinition, TransitionOption } from '../../definition/definition';
import type { Rejection, RejectionCode } from '../journey.decision';
import { allowedTargets } from '../journey.status';
import type { JourneyState } from '../journey.state';

export function rejected(code: RejectionCode, reason: string): Rejection {
  return { kind: 'rejected', code, reason };
}

export function journeyEnded(state: JourneyState): Rejection {
  return rejected(
    'JOURNEY_ENDED',
    `The journey has ended in ${quoted(state.stateId)}; it accepts no further commands.`,
  );
}

/** Of an import that tells of a time before the journey's last event; undefined for any other command. */
export function outOfOrder({ lastUpdatedAt }: JourneyState, now: string): Rejection | undefined {
  if (now >= lastUpdatedAt) return undefined;
  const reason = `This happened at ${now}, before the journey's last event at ${lastUpdatedAt}; events are recorded in order.`;
  return rejected('OUT_OF_ORDER', reason);
}

/** The transitions that are allowed instead, as the end of a sentence. */
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
    : unknownState(target, definition);
  return rejected('TRANSITION_NOT_ALLOWED', `${what}; ${waysOut(state, definition, now)}.`);
}

/** `PaymentCall version 1 has no state "PAYMNT"; did you mean "PAYMENT"?`, without its end. */
export function unknownState(stateId: string, { document }: CompiledDefinition): string {
  const meant = closestName(stateId, statesOf(document).keys());
  const hint = meant === undefined ? '' : ` (did you mean ${quoted(meant)}?)`;
  return `${versionName(document)} has no state ${quoted(stateId)}${hint}`;
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
  const how = 'error' in verdict ? `cannot be evaluated (${verdict.error})` : 'is false';
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
