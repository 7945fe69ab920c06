import { journeyView, type CompiledDefinition, type JourneyView } from '@ledger/journey';
import type { AcceptedCommand } from './accepted-command';
import type { LoadedJourney } from './loaded-journey';

/** What a command was decided on. */
export interface Situation {
  readonly accepted: AcceptedCommand;
  /** Absent where there is no journey yet. */
  readonly journey: LoadedJourney | undefined;
  readonly definition: CompiledDefinition;
  /** The instant of the decision: RFC 3339, UTC, milliseconds. */
  readonly now: string;
}

/** A journey as the reply shows it, in a situation where there is one. */
export function viewIn({ accepted, definition, now }: Situation, { state, position }: LoadedJourney): JourneyView {
  return journeyView(accepted.request.command.sessionId, state, definition, now, position);
}
