import { versionName } from '../../definition/compile-definition';
import type { CompiledDefinition } from '../../definition/definition';
import { closedPath } from '../../definition/upgrade-path';
import { readContext, type ContextRules } from '../context-input';
import type { MigrateJourney } from '../journey.commands';
import type { Decision } from '../journey.decision';
import type { JourneyState } from '../journey.state';
import { difference } from '../merge-patch';
import { migratedJourney } from '../migrated-journey';
import { UNCHANGED } from './accept';
import { rejected } from './rejections';

/** An operator's migration, forth or back, by the same rule as the upgrade before a command. */
export function decideMigration(
  { toVersion, stateMap, set: given, force, reason }: MigrateJourney,
  state: JourneyState,
  { definition, maxBytes, now }: ContextRules & { readonly now: string },
  target: CompiledDefinition | undefined,
): Decision {
  const name = versionName({ id: definition.id, version: toVersion });
  if (target === undefined || target.id !== definition.id || target.version !== toVersion) {
    return rejected('DEFINITION_NOT_FOUND', `${name} is not published or is retired; use another version.`);
  }
  const read = readContext(given);
  if (!read.ok) return read.rejection;
  if (toVersion === state.definitionVersion) {
    const { set } = difference(state.context, { ...state.context, ...read.value });
    const isMapped = stateMap !== undefined && Object.hasOwn(stateMap, state.stateId);
    const isMoved = isMapped && stateMap[state.stateId] !== state.stateId;
    if (!isMoved && Object.keys(set).length === 0) return UNCHANGED;
    const what = `The journey already runs under ${name}`;
    return rejected('VALIDATION_FAILED', `${what}; to change its state or context, move it or patch its context.`);
  }
  if (toVersion > definition.version && force !== true) {
    const closed = closedPath(definition.document, target.document);
    if (closed !== undefined) {
      return rejected('MIGRATION_NEEDS_FORCE', `${closed.why} Send force to migrate it all the same.`);
    }
  }
  const terms = { now, maxBytes, why: { reason }, stateMap, set: read.value, force };
  const migration = migratedJourney(state, definition, target, terms);
  if (!migration.ok) return migration.rejection;
  return { kind: 'accepted', outcome: 'advanced', events: [migration.migrated.event] };
}
