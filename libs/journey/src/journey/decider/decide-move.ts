import { defined, orList } from '@ledger/plain-data';
import { statesOf } from '../../definition/compile-definition';
import type { CompiledDefinition } from '../../definition/definition';
import { withdrawnBy } from '../asked-escalations';
import type { MoveJourney } from '../journey.commands';
import type { Decision } from '../journey.decision';
import { JOURNEY_MOVED } from '../journey.events';
import type { JourneyState } from '../journey.state';
import { stateEntry } from '../state-entry';
import { advanced, UNCHANGED } from './accept';
import { rejected, unknownState } from './rejections';

/** An operator's move to any state of the journey's definition: transitions and guards do not count. */
export function decideMove(
  { sessionId, targetStateId: to, reason, mode }: MoveJourney,
  state: JourneyState,
  definition: CompiledDefinition,
  now: string,
): Decision {
  if (!definition.hasState(to)) {
    const names = orList(statesOf(definition.document).keys());
    return rejected('TRANSITION_NOT_ALLOWED', `${unknownState(to, definition)}; use ${names}.`);
  }
  if (to === state.stateId) return UNCHANGED;
  const withdraws = withdrawnBy({ sessionId }, state, definition, to);
  const data = defined({ from: state.stateId, to, reason, ...stateEntry(definition, to, now, { mode }), withdraws });
  return advanced(state, definition, [{ type: JOURNEY_MOVED, data }]);
}
