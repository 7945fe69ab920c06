import { streamName } from '@ledger/event-store';
import { aliasesProblem, aliasStream } from '@ledger/journey';
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
 * A claim is appended before the journey's own event, so that of commands at once one gets the alias. A command that
 * finds a claim whose event is lacking completes it, so that a crash between the two leaves nothing to mend.
 */
export class AliasedCommands {
  readonly #starts: AliasedStarts;
  readonly #additions: AliasAdditions;

  constructor(private readonly ports: AliasedCommandPorts) {
    const common = { ...ports, streams: new AliasStreams(ports), journeys: new ClaimedJourneys(ports) };
    this.#starts = new AliasedStarts(common);
    this.#additions = new AliasAdditions(common);
  }

  /** As `JourneyCommandExecutor.execute`, which refuses malformed aliases: these have no streams. */
  execute(request: JourneyCommandRequest, budget?: Budget): Promise<CommandReply> {
    if (isAliasedStart(request) && isWellFormed(request.command.aliases)) {
      const aliases = [...request.command.aliases].sort();
      return this.#inTurn(request.tenant, aliases, async () =>
        tellingOfAliases(await this.#starts.execute(request, budget), request.command.aliases),
      );
    }
    if (isAddition(request) && isWellFormed([request.command.alias])) {
      return this.#inTurn(request.tenant, [request.command.alias], () => this.#additions.execute(request, budget));
    }
    return this.ports.executor.execute(request, budget);
  }

  /** In this process one command after the other has an alias: at once they would only conflict. Sorted: no two wait for each other. */
  #inTurn<Result>(tenant: string, [alias, ...others]: readonly string[], task: () => Promise<Result>): Promise<Result> {
    if (alias === undefined) return task();
    const stream = streamName(aliasStream(tenant, alias));
    return this.ports.cache.inTurn(stream, () => this.#inTurn(tenant, others, task));
  }
}

/**
 * A journey that is resumed stays as it is, and an alias that leads to another open journey stays with that one: the
 * caller is told which of its aliases will not lead here.
 */
function tellingOfAliases(reply: CommandReply, asked: readonly string[]): CommandReply {
  const { journey, outcome, aliasesNotAdded = [] } = reply;
  if (journey === undefined || (outcome !== 'CREATED' && outcome !== 'RESUMED')) return reply;
  // An imported journey keeps in its record what another one has.
  const isHere = (alias: string): boolean =>
    journey.aliases?.includes(alias) === true && !aliasesNotAdded.includes(alias);
  const lacking = asked.filter((alias) => !isHere(alias));
  return lacking.length === 0 ? reply : { ...reply, aliasesNotAdded: lacking };
}

function isWellFormed(aliases: readonly string[]): boolean {
  return aliasesProblem(aliases) === undefined;
}
