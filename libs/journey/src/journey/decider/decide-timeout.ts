import { ABORT_TIMEOUT_STATE } from '../../definition/definition';
import type { CompiledDefinition } from '../../definition/definition';
import type { AbortOnTimeout } from '../journey.commands';
import type { Decision } from '../journey.decision';
import { ABORT_TIMEOUT } from '../journey.events';
import type { AbortTimeout, JourneyEvent } from '../journey.events';
import type { JourneyState } from '../journey.state';
import { stateEntry } from '../state-entry';
import { effectiveDeadline } from '../../timing/effective-deadline';

/**
 * Command id under which the time-out of a state is recorded, whoever finds it: saga and command derive the same event
 * id from it, so that a store takes the event once.
 */
export function timeoutCommandId(enteredRevision: bigint): string {
  return `${TIMEOUT_COMMAND_PREFIX}${enteredRevision}`;
}

export const TIMEOUT_COMMAND_PREFIX = 'timeout:';

/** What a command finds that comes after the deadline; undefined where there is still time. */
export function decideExpiry(state: JourneyState, definition: CompiledDefinition, now: string): Decision | undefined {
  const event = abortEvent(state, definition, now, 'command');
  return event && { kind: 'expired', events: [event] };
}

/** Aborts where the state that the saga saw is still the present one and its deadline has passed; else it is stale. */
export function decideAbort(
  command: AbortOnTimeout,
  state: JourneyState,
  definition: CompiledDefinition,
  now: string,
): Decision {
  const movedOn = state.enteredRevision !== command.enteredRevision;
  const event = movedOn ? undefined : abortEvent(state, definition, now, 'saga');
  if (event === undefined) return { kind: 'nothing', outcome: 'stale' };
  return { kind: 'accepted', outcome: 'advanced', events: [event] };
}

function abortEvent(
  state: JourneyState,
  definition: CompiledDefinition,
  now: string,
  detectedBy: AbortTimeout['detectedBy'],
): JourneyEvent | undefined {
  const { deadline, policy, overrideRevision } = effectiveDeadline(state, definition);
  if (deadline === null || Date.parse(deadline) > Date.parse(now) || definition.isFinal(state.stateId))
    return undefined;
  const timeout = definition.timeoutOf(state.stateId);
  const to = timeout?.target ?? ABORT_TIMEOUT_STATE;
  const next = stateEntry(definition, to, now);
  const data: AbortTimeout = {
    from: state.stateId,
    to,
    enteredAt: state.enteredAt,
    deadline,
    detectedBy,
    policy,
    ...(overrideRevision === undefined ? {} : { overrideRevision }),
    ...(timeout?.escalation === undefined ? {} : { escalation: timeout.escalation }),
    abortedAt: next.enteredAt,
    ...(next.deadline === undefined ? {} : { nextDeadline: next.deadline }),
    ...(next.deadlinePolicy === undefined ? {} : { nextDeadlinePolicy: next.deadlinePolicy }),
    ...(next.definitionDeadline === undefined ? {} : { nextDefinitionDeadline: next.definitionDeadline }),
    ...(next.escalation === undefined ? {} : { nextEscalation: next.escalation }),
  };
  return { type: ABORT_TIMEOUT, data };
}
