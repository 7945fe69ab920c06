import type { CompiledDefinition, TransitionOption } from '../../definition/definition';
import type { TransitionJourney } from '../journey.commands';

/** Transitions from a state that lead to the target that a command asks for, or that its event triggers. */
export function candidates(
  command: TransitionJourney,
  definition: CompiledDefinition,
  stateId: string,
): readonly TransitionOption[] {
  return definition
    .transitionsFrom(stateId)
    .filter(({ target, event }) =>
      command.event === undefined ? target === command.targetStateId : event === command.event,
    );
}
