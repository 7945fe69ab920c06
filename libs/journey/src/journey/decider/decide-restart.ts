import { defined } from '@ledger/plain-data';
import type { CompiledDefinition } from '../../definition/definition';
import { withdrawnBy } from '../asked-escalations';
import type { CommandMode } from '../journey.commands';
import type { Decision } from '../journey.decision';
import { JOURNEY_RESTARTED } from '../journey.events';
import type { JourneyState } from '../journey.state';
import { stateEntry } from '../state-entry';
import { advanced } from './accept';

/** Back to the initial state. Context and visit counts stay: a restart does not reset a guard that counts attempts. */
export function restarted(
  state: JourneyState,
  definition: CompiledDefinition,
  now: string,
  { sessionId, reason, mode }: { readonly sessionId: string; readonly reason: string; readonly mode?: CommandMode },
): Decision {
  const to = definition.initial;
  const withdraws = withdrawnBy({ sessionId }, state, definition, to);
  const data = defined({ from: state.stateId, to, reason, ...stateEntry(definition, to, now, { mode }), withdraws });
  return advanced(state, definition, [{ type: JOURNEY_RESTARTED, data }], 'restarted');
}
