import type { CompiledDefinition } from '../../definition/definition';
import type { JourneyCommand } from '../journey.commands';
import type { Decision } from '../journey.decision';
import type { JourneyEvent } from '../journey.events';
import type { JourneyState } from '../journey.state';
import { upgradedJourney, type UpgradedJourney } from '../upgraded-journey';

/** The upgrade that comes before a command; undefined for a migration, which names its version, and for what tells of the past. */
export function upgradeBefore(
  { type, mode = 'live' }: JourneyCommand,
  state: JourneyState,
  definition: CompiledDefinition,
  now: string,
): UpgradedJourney | undefined {
  if (type === 'MigrateJourney' || mode !== 'live') return undefined;
  return upgradedJourney(state, definition, now);
}

/** What a command appends with the upgrade before it: nothing if it was refused. */
export function afterUpgrade(event: JourneyEvent, decision: Decision): Decision {
  if (decision.kind === 'accepted') return { ...decision, events: [event, ...decision.events] };
  if (decision.kind !== 'nothing' || decision.outcome === 'stale') return decision;
  return { kind: 'accepted', outcome: decision.outcome, events: [event] };
}
