import { journeyView, type CompiledDefinition, type JourneyView } from '@ledger/journey';
import type { PreparedCommand } from './prepared-command';
import type { LoadedJourney } from './loaded-journey';

/** What a command was decided on. */
export interface DecisionContext {
  readonly accepted: PreparedCommand;
  /** Absent where there is no journey yet. */
  readonly journey: LoadedJourney | undefined;
  readonly definition: CompiledDefinition;
  /** Of a migration: the version asked for, where there is one to run by. */
  readonly migrateTo?: CompiledDefinition;
  /** The instant of the decision: RFC 3339, UTC, milliseconds. */
  readonly now: string;
}

/** A journey as the reply shows it, in a situation where there is one. */
export function viewIn(situation: DecisionContext, { state, position }: LoadedJourney): JourneyView {
  const { accepted, migrateTo, now } = situation;
  const definition = migrateTo?.version === state.definitionVersion ? migrateTo : situation.definition;
  return journeyView(accepted.request.command.sessionId, state, definition, now, position);
}
