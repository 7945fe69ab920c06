import type { Budget, Clock, IdSource } from '@ledger/runtime';
import type { CommandReply } from '../journeys/command-reply';
import type { JourneyCommandExecutor } from '../journeys/journey-command-executor';
import { prepareCommand, type PreparedCommand } from '../journeys/prepared-command';
import type { DefinitionLookup } from '../ports/definition-lookup';
import type { AliasStreams } from './alias-streams';
import { aliasMetadata, claimed, MOST_TRIES, overtakenReply, underItsId, type AliasAddition } from './aliased-requests';
import type { ClaimedJourneys } from './claimed-journeys';

export interface AliasPorts {
  readonly executor: JourneyCommandExecutor;
  readonly streams: AliasStreams;
  readonly journeys: ClaimedJourneys;
  readonly definitions: DefinitionLookup;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** What the decider is told of an alias: since when it is claimed for the journey, or which journey holds it. */
type Claimed = Pick<AliasAddition['command'], 'claimedAt' | 'heldBy'>;

const NO_CLAIM: Claimed = {};
/** Supposes that the alias is claimed. */
const CLAIMED: Claimed = { claimedAt: BigInt(Number.MAX_SAFE_INTEGER) };

/** Adds an alias to a journey that exists, once the alias is claimed for it. */
export class AliasAdditions {
  constructor(private readonly ports: AliasPorts) {}

  async execute(request: AliasAddition, budget?: Budget): Promise<CommandReply> {
    const { executor, ids } = this.ports;
    const command = prepareCommand(request, ids);
    if (typeof command === 'string') return executor.execute(request, budget);
    const own = underItsId(request, command);
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      // What would not be appended needs no claim: a repeat, a refusal, an alias that is there.
      const supposed = await executor.preview(withClaim(own, CLAIMED));
      const needsClaim = supposed.outcome === 'ADVANCED' && !supposed.replayed;
      const claim = needsClaim ? await this.#claim(own, command) : NO_CLAIM;
      if (claim === undefined) continue;
      const reply = await executor.execute(withClaim(own, claim), budget);
      // Where the caller's lock is not stale, the claim is: the alias or the journey came or went meanwhile.
      if (reply.outcome !== 'CONFLICT' || supposed.outcome === 'CONFLICT') return reply;
    }
    return overtakenReply();
  }

  /** Undefined if another command was faster. */
  async #claim(request: AliasAddition, command: PreparedCommand): Promise<Claimed | undefined> {
    const { journeys, definitions, streams, clock } = this.ports;
    const { tenant } = request;
    const { sessionId, alias } = request.command;
    // Before the claim: a removal that comes between voids it.
    const state = await journeys.state(tenant, sessionId);
    const definition = state && (await definitions.resolve(tenant, state.definitionId, state.definitionVersion));
    if (state === undefined || definition === undefined) return undefined;
    const found = await journeys.find(tenant, await streams.read(tenant, alias), definition.document);
    const { claim, standing } = found;
    if (claim !== undefined && standing !== 'free') {
      if (claim.sessionId === sessionId) return { claimedAt: claim.since };
      if (standing !== 'timed-out') return { heldBy: claim.sessionId };
      await journeys.release(request, found);
      return undefined;
    }
    const data = { alias, definitionId: definition.id, sessionId, since: Number(state.revision) };
    const metadata = aliasMetadata(command, clock.now());
    const isAppended = await streams.append(tenant, found, claimed(data, sessionId), metadata);
    return isAppended ? { claimedAt: state.revision } : undefined;
  }
}

function withClaim(request: AliasAddition, claim: Claimed): AliasAddition {
  return { ...request, command: { ...request.command, ...claim } };
}
