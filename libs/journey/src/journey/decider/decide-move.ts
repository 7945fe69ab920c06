import type { CompiledDefinition } from '../../definition/definition';
import type { MoveJourney } from '../journey.commands';
import type { Decision } from '../journey.decision';
import { JOURNEY_MOVED } from '../journey.events';
import type { JourneyState } from '../journey.state';
import { stateEntry } from '../state-entry';
import { advanced, UNCHANGED } from './accept';
import { quoted, rejected } from './rejections';

/** To any state of the journey's definition, by an operator's authority: no transition leads there, no guard is asked. */
export function decideMove(
  { targetStateId: to, reason, mode }: MoveJourney,
  state: JourneyState,
  definition: CompiledDefinition,
  now: string,
): Decision {
  if (!definition.hasState(to)) {
    const whose = `${definition.id} version ${definition.version}, by which the journey runs`;
    return rejected('TRANSITION_NOT_ALLOWED', `${whose}, has no state ${quoted(to)}; name one of its states.`);
  }
  if (to === state.stateId) return UNCHANGED;
  const data = { from: state.stateId, to, reason, ...stateEntry(definition, to, now, { mode }) };
  return advanced(state, definition, [{ type: JOURNEY_MOVED, data }]);
}
