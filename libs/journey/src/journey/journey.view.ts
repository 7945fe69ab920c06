import type { CompiledDefinition } from '../definition/definition';
import { allowedTargets, effectiveContext, isOverdue, statusOf } from './journey.status';
import type { JourneyState } from './journey.state';
import type { JourneyView } from './journey.view.types';
import { upgradedJourney } from './upgraded-journey';
import { effectiveDeadline } from '../timing/effective-deadline';

/**
 * A journey that comes over to another version at its next command is shown as it will be then, at the revision that it has.
 * `now` (RFC 3339): what `overdue` and guards refer to. `position`: of the journey's last event.
 */
export function journeyView(
  sessionId: string,
  stored: JourneyState,
  running: CompiledDefinition,
  now: string,
  position: string,
): JourneyView {
  const overdue = isOverdue(stored, running, now);
  // Past the deadline the next command finds the timeout alone.
  const upgraded = overdue ? undefined : upgradedJourney(stored, running, now);
  const { state, definition } = upgraded ?? { state: stored, definition: running };
  return {
    sessionId,
    definitionId: state.definitionId,
    definitionVersion: stored.definitionVersion,
    ...(upgraded === undefined ? {} : { upgradeTo: definition.version }),
    status: statusOf(state, definition),
    stateId: state.stateId,
    previousStateId: state.previousStateId,
    revision: Number(stored.revision),
    enteredAt: state.enteredAt,
    startedAt: state.startedAt,
    lastUpdatedAt: state.lastUpdatedAt,
    ...state.skewed,
    deadline: effectiveDeadline(state, definition).deadline,
    overdue,
    channel: state.channel,
    customerId: state.customerId,
    initiatingSource: state.initiatingSource,
    ...(state.aliases && { aliases: state.aliases }),
    context: effectiveContext(state, definition),
    allowedTargets: allowedTargets(state, definition, now),
    position,
  };
}
