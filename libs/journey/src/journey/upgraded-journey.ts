import type { CompiledDefinition } from '../definition/definition';
import { BY_RULE } from './journey.events';
import type { JourneyState } from './journey.state';
import { migratedJourney, type MigratedJourney } from './migrated-journey';

/** An open journey under the version to which it comes over. */
export interface UpgradedJourney extends MigratedJourney {
  readonly definition: CompiledDefinition;
}

/**
 * The journey as its next command finds it; undefined if it stays under the version that it runs. What the version adds to the
 * context may make it larger than commands may.
 */
export function upgradedJourney(
  state: JourneyState,
  definition: CompiledDefinition,
  now: string,
): UpgradedJourney | undefined {
  const { upgradesTo: target } = definition;
  if (target === undefined || definition.isFinal(state.stateId)) return undefined;
  if (target.version <= (state.returnedFrom ?? 0)) return undefined;
  const migration = migratedJourney(state, definition, target, { now, maxBytes: Infinity, why: { by: BY_RULE } });
  return migration.ok ? { ...migration.migrated, definition: target } : undefined;
}
