import type { Budget } from '@ledger/runtime';
import type { CommandReply } from '../journeys/command-reply';
import type { JourneyCommandExecutor } from '../journeys/journey-command-executor';
import type { JourneyCommandRequest } from '../journeys/journey-command-request';
import { AliasAdditions } from './alias-additions';
import { AliasStreams, type AliasStreamPorts } from './alias-streams';
import { AliasedStarts } from './aliased-starts';
import { isAddition, isAliasedStart } from './aliased-requests';
import { ClaimedJourneys, type ClaimedJourneyPorts } from './claimed-journeys';

export interface AliasedCommandPorts extends ClaimedJourneyPorts, AliasStreamPorts {
  readonly executor: JourneyCommandExecutor;
}

/**
 * Executes commands, those with aliases under claims: an alias's stream says which journey of each definition it leads to.
 * A claim is appended before the journey's own event, so that of commands at once one gets the alias. A command that finds a
 * claim whose event is lacking completes it, so that a crash between the two leaves nothing to mend.
 */
export class AliasedCommands {
  readonly #starts: AliasedStarts;
  readonly #additions: AliasAdditions;

  constructor(private readonly ports: AliasedCommandPorts) {
    const common = { ...ports, streams: new AliasStreams(ports), journeys: new ClaimedJourneys(ports) };
    this.#starts = new AliasedStarts(common);
    this.#additions = new AliasAdditions(common);
  }

  /** As `JourneyCommandExecutor.execute`. */
  execute(request: JourneyCommandRequest, budget?: Budget): Promise<CommandReply> {
    if (isAliasedStart(request)) return this.#starts.execute(request, budget);
    return isAddition(request)
      ? this.#additions.execute(request, budget)
      : this.ports.executor.execute(request, budget);
  }
}
