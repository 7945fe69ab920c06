import { streamName } from '@ledger/event-store';
import {
  claimStanding,
  journeyStream,
  type AliasClaim,
  type ClaimStanding,
  type DefinitionDocument,
  type JourneyState,
} from '@ledger/journey';
import type { Clock, IdSource } from '@ledger/runtime';
import type { JourneyCache } from '../journeys/journey-cache';
import type { JourneyCommandExecutor } from '../journeys/journey-command-executor';
import type { JourneyCommandRequest } from '../journeys/journey-command-request';
import type { DefinitionLookup } from '../ports/definition-lookup';
import type { ReadAlias } from './alias-streams';

export interface ClaimedJourneyPorts {
  readonly cache: JourneyCache;
  readonly definitions: DefinitionLookup;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly executor: Pick<JourneyCommandExecutor, 'execute'>;
}

/** An alias with what its claim for a definition means for a new command. */
export interface FoundAlias extends ReadAlias {
  readonly claim: AliasClaim | undefined;
  readonly standing: ClaimStanding;
}

/** Looks up the journeys that claims name, as they are in the store. */
export class ClaimedJourneys {
  constructor(private readonly ports: ClaimedJourneyPorts) {}

  /** @param document says by its `resume` which journeys are resumed. */
  async find(
    tenant: string,
    read: ReadAlias,
    document: Pick<DefinitionDocument, 'id' | 'resume'>,
  ): Promise<FoundAlias> {
    const claim = read.head?.claims.get(document.id);
    if (claim === undefined) return { ...read, claim, standing: 'free' };
    const state = await this.state(tenant, claim.sessionId);
    const definition =
      state && (await this.ports.definitions.resolve(tenant, state.definitionId, state.definitionVersion));
    const journey = state && { state, definition };
    return { ...read, claim, standing: claimStanding(document, claim, journey, this.ports.clock.now().toISOString()) };
  }

  /** Makes a journey that timed out give the alias up: it may continue, and would have it beside the one that takes it. */
  async release({ tenant, actor }: JourneyCommandRequest, { claim, standing }: FoundAlias): Promise<void> {
    if (claim === undefined || standing !== 'timed-out') return;
    const { sessionId, alias, since } = claim;
    const state = await this.state(tenant, sessionId);
    if (state === undefined) return;
    const removal = { type: 'RemoveAlias', sessionId, alias, voidsClaimAt: since } as const;
    // A command that gives the revision knows that the journey timed out.
    const command = { ...removal, expectedRevision: state.revision, commandId: this.ports.ids.next() };
    await this.ports.executor.execute({ tenant, actor, isIdNew: true, command });
  }

  /** The journey of a session; undefined if there is none. */
  async state(tenant: string, sessionId: string): Promise<JourneyState | undefined> {
    return (await this.ports.cache.read(streamName(journeyStream(tenant, sessionId))))?.state;
  }
}
