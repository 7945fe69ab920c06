import { defined } from '@ledger/plain-data';
import type { CompiledDefinition } from '../../definition/definition';
import { isRemovedSince, MOST_ALIASES } from '../aliases';
import type { AddAlias, RemoveAlias } from '../journey.commands';
import type { Decision } from '../journey.decision';
import { ALIAS_ADDED, ALIAS_REMOVED } from '../journey.events';
import type { JourneyState } from '../journey.state';
import { advanced, UNCHANGED } from './accept';
import { conflict } from './lock';
import { quoted, rejected } from './rejections';

/** Adds an alias that was claimed for the journey, unless the journey gave it up again since: never without a claim. */
export function decideAliasAddition(command: AddAlias, state: JourneyState, definition: CompiledDefinition): Decision {
  const { alias, claimedAt, heldBy, reason: why } = command;
  const { aliases = [] } = state;
  if (aliases.includes(alias)) return UNCHANGED;
  if (heldBy !== undefined) {
    const reason = `The alias ${quoted(alias)} belongs to the open journey ${heldBy} of ${definition.id}; remove it there first.`;
    return rejected('ALIAS_TAKEN', reason);
  }
  if (aliases.length >= MOST_ALIASES) {
    const reason = `The journey has ${aliases.length} aliases, the most that it may have; remove one first.`;
    return rejected('TOO_MANY_ALIASES', reason);
  }
  if (claimedAt === undefined || isRemovedSince(state, alias, claimedAt)) {
    return conflict(`The alias ${quoted(alias)} is not claimed for the journey. Send the command again.`);
  }
  return advanced(state, definition, [{ type: ALIAS_ADDED, data: defined({ alias, reason: why }) }]);
}

export function decideAliasRemoval(
  { alias, voidsClaimAt, reason }: RemoveAlias,
  state: JourneyState,
  definition: CompiledDefinition,
): Decision {
  const isVoided = voidsClaimAt === undefined || isRemovedSince(state, alias, voidsClaimAt);
  if (state.aliases?.includes(alias) !== true && isVoided) return UNCHANGED;
  return advanced(state, definition, [{ type: ALIAS_REMOVED, data: defined({ alias, reason }) }]);
}
