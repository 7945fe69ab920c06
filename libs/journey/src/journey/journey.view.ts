import type { CompiledDefinition } from '../definition/definition';
import { allowedTargets, effectiveContext, isOverdue, statusOf } from './journey.status';
import type { JourneyState } from './journey.state';
import type { JourneyView } from './journey.view.types';
import { effectiveDeadline } from '../timing/effective-deadline';

/** `now` (RFC 3339): what `overdue` and guards refer to. `position`: of the journey's last event. */
export function journeyView(
  sessionId: string,
  state: JourneyState,
  definition: CompiledDefinition,
  now: string,
  position: string,
): JourneyView {
  return {
    sessionId,
    definitionId: state.definitionId,
    definitionVersion: state.definitionVersion,
    status: statusOf(state, definition),
    stateId: state.stateId,
    previousStateId: state.previousStateId,
    revision: Number(state.revision),
    enteredAt: state.enteredAt,
    startedAt: state.startedAt,
    lastUpdatedAt: state.lastUpdatedAt,
    ...state.skewed,
    deadline: effectiveDeadline(state, definition).deadline,
    overdue: isOverdue(state, definition, now),
    channel: state.channel,
    customerId: state.customerId,
    initiatingSource: state.initiatingSource,
    ...(state.aliases && { aliases: state.aliases }),
    context: effectiveContext(state, definition),
    allowedTargets: allowedTargets(state, definition, now),
    position,
  };
}
