import { defined } from '@ledger/plain-data';
import { versionName } from '../../definition/compile-definition';
import { contextRejection, readContext, type ContextRules } from '../context-input';
import type { CompiledDefinition } from '../../definition/definition';
import type { MigrateJourney } from '../journey.commands';
import type { Decision } from '../journey.decision';
import { JOURNEY_MIGRATED } from '../journey.events';
import type { JourneyMigrated } from '../journey.events';
import { effectiveContext } from '../journey.status';
import type { JourneyState } from '../journey.state';
import { difference } from '../merge-patch';
import { UNCHANGED } from './accept';
import { quoted, rejected, unknownState } from './rejections';

/** No state is entered: the deadline stays. Checked before: the version has the state, and the context is valid. */
export function decideMigration(
  { toVersion, stateMap, set: given, reason }: MigrateJourney,
  state: JourneyState,
  { definition, maxBytes }: ContextRules,
  target: CompiledDefinition | undefined,
): Decision {
  const name = versionName({ id: definition.id, version: toVersion });
  if (target === undefined || target.id !== definition.id || target.version !== toVersion) {
    return rejected('DEFINITION_NOT_FOUND', `${name} is not published or is retired; use another version.`);
  }
  const read = readContext(given);
  if (!read.ok) return read.rejection;
  const { set } = difference(state.context, { ...state.context, ...read.value });
  const to = mappedState(stateMap, state.stateId);
  const adds = Object.keys(set).length > 0;
  if (toVersion === state.definitionVersion) {
    if (to === state.stateId && !adds) return UNCHANGED;
    const what = `The journey already runs under ${name}`;
    return rejected('VALIDATION_FAILED', `${what}; to change its state or context, move it or patch its context.`);
  }
  if (!target.hasState(to)) {
    return rejected('TRANSITION_NOT_ALLOWED', `${unknownState(to, target)}; map ${quoted(to)} in stateMap.`);
  }
  if (target.isFinal(to)) {
    const what = `${quoted(to)} is final in ${name}, and a migration must not end a journey`;
    return rejected('TRANSITION_NOT_ALLOWED', `${what}; map another state in stateMap, or move the journey.`);
  }
  const before = effectiveContext(state, definition);
  const after = target.withDefaults({ ...state.context, ...set });
  const invalid = contextRejection(after, { definition: target, maxBytes, before, given: 'it is' });
  if (invalid !== undefined) return invalid;
  const data = defined<JourneyMigrated>({
    fromVersion: state.definitionVersion,
    toVersion,
    toHash: target.hash,
    stateMap: to === state.stateId ? undefined : { [state.stateId]: to },
    set: adds ? set : undefined,
    reason,
  });
  // Without the defaults of the version that it leaves: from now on those of the new version count.
  return { kind: 'accepted', outcome: 'advanced', events: [{ type: JOURNEY_MIGRATED, data }] };
}

function mappedState(stateMap: MigrateJourney['stateMap'], stateId: string): string {
  return stateMap !== undefined && Object.hasOwn(stateMap, stateId) ? (stateMap[stateId] ?? stateId) : stateId;
}
