import { contextRejection, readContext } from '../context-input';
import type { CompiledDefinition } from '../../definition/definition';
import type { MigrateJourney } from '../journey.commands';
import type { Decision } from '../journey.decision';
import { JOURNEY_MIGRATED } from '../journey.events';
import type { JourneyMigrated } from '../journey.events';
import type { JourneyState } from '../journey.state';
import { difference } from '../merge-patch';
import { UNCHANGED } from './accept';
import { quoted, rejected } from './rejections';

/**
 * Takes the journey to another version of its definition. It stays in its state, which may be called something else
 * there, and its clock runs on: nothing was entered. What the version asks of it is checked before: its state is there
 * and is none to end in, and its context is valid.
 */
export function decideMigration(
  { toVersion, stateMap, set: given, reason }: MigrateJourney,
  state: JourneyState,
  definition: CompiledDefinition,
  target: CompiledDefinition | undefined,
): Decision {
  const name = `version ${toVersion} of ${definition.id}`;
  if (target === undefined || target.id !== definition.id || target.version !== toVersion) {
    return rejected(
      'DEFINITION_NOT_FOUND',
      `There is no ${name} to run by: name one that is published and not retired.`,
    );
  }
  const read = readContext(given);
  if (!read.ok) return read.rejection;
  const { set } = difference(state.context, { ...state.context, ...read.value });
  const to = mappedState(stateMap, state.stateId);
  const adds = Object.keys(set).length > 0;
  if (toVersion === state.definitionVersion) {
    if (to === state.stateId && !adds) return UNCHANGED;
    const what = `The journey runs by ${name} already`;
    return rejected('VALIDATION_FAILED', `${what}; move it, or change its context, instead of migrating it.`);
  }
  if (!target.hasState(to)) {
    const ask = `give the state that takes its place in the state map`;
    return rejected('TRANSITION_NOT_ALLOWED', `The ${name} has no state ${quoted(to)}; ${ask}.`);
  }
  if (target.isFinal(to)) {
    const what = `${quoted(to)} is final in ${name}, and a migration ends no journey`;
    return rejected('TRANSITION_NOT_ALLOWED', `${what}; move it there, or give another state in the state map.`);
  }
  const invalid = contextRejection({ ...target.contextDefaults, ...state.context, ...set }, target);
  if (invalid !== undefined) return invalid;
  const data: JourneyMigrated = {
    fromVersion: state.definitionVersion,
    toVersion,
    toHash: target.hash,
    ...(to === state.stateId ? {} : { stateMap: { [state.stateId]: to } }),
    ...(adds ? { set } : {}),
    reason,
  };
  // Not with the defaults of the version that it leaves: those of the new one are what its context lacks from now on.
  return { kind: 'accepted', outcome: 'advanced', events: [{ type: JOURNEY_MIGRATED, data }] };
}

function mappedState(stateMap: MigrateJourney['stateMap'], stateId: string): string {
  return stateMap !== undefined && Object.hasOwn(stateMap, stateId) ? (stateMap[stateId] ?? stateId) : stateId;
}
