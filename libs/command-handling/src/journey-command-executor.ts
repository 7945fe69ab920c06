import { streamName, type EventStore, type UpcasterRegistry } from '@ledger/event-store';
import {
  ABORT_TIMEOUT,
  attemptStream,
  decide,
  type AppliedCommand,
  type CommandRejected,
  type CompiledDefinition,
  type Decision,
} from '@ledger/journey';
import { acceptCommand, decisionTime, ownMetadata, stampedCommand, type PreparedCommand } from './prepared-command';
import { appendDecision, type AppendingDecision } from './append-decision';
import { attemptDraft } from './attempt-draft';
import type { AttemptRecorder } from './attempt-recorder';
import type { Clock, IdSource } from '@ledger/runtime';
import { findDefinition, isReply, journeyNotFound } from './command-definition';
import type { CommandReply } from './command-reply';
import { conflictReply, quietReply, rejectedReply } from './command-replies';
import { viewIn, type DecisionContext } from './decision-context';
import type { DefinitionLookup } from './definition-lookup';
import type { JourneyCommandRequest } from './journey-command-request';
import type { JourneyCache } from './journey-cache';
import type { LoadedJourney } from './loaded-journey';
import { replayedReply } from './replayed-reply';

/** How often a command is decided again because others appended in between. */
const MAX_RETRIES = 5;

const QUIET_OUTCOMES = { resumed: 'RESUMED', unchanged: 'UNCHANGED', stale: 'STALE' } as const;

export interface JourneyCommandPorts {
  readonly store: EventStore;
  readonly heads: JourneyCache;
  readonly upcasters: UpcasterRegistry;
  readonly definitions: DefinitionLookup;
  readonly attempts: AttemptRecorder;
  readonly clock: Clock;
  readonly ids: IdSource;
}

type NoEventDecision = Exclude<Decision, AppendingDecision | { readonly kind: 'repeated' | 'not-found' }>;
interface Decided {
  readonly situation: DecisionContext;
  readonly decision: Decision;
}

type ExistingSituation = DecisionContext & { readonly journey: LoadedJourney };

/**
 * Executes the commands of journeys: load, decide, append, reply. Domain outcomes are values; only the store's faults
 * are thrown. A success is appended under the exact revision it was decided on; whatever appends nothing was decided on
 * the head of the stream as it was after the command arrived.
 */
export class JourneyCommandExecutor {
  readonly #ports: JourneyCommandPorts;

  constructor(ports: JourneyCommandPorts) {
    this.#ports = ports;
  }

  async execute(request: JourneyCommandRequest): Promise<CommandReply> {
    const accepted = acceptCommand(request, this.#ports.ids);
    if (typeof accepted === 'string') return rejectedReply({ code: 'VALIDATION_FAILED', reason: accepted });
    const { heads } = this.#ports;
    const run = (): Promise<CommandReply> => this.#executeInTurn(accepted);
    if (request.command.type !== 'AbortOnTimeout') return heads.inTurn(accepted.stream, run);
    return heads.inTurn(accepted.stream, () => heads.inPassing(accepted.stream, run));
  }

  async #executeInTurn(accepted: PreparedCommand): Promise<CommandReply> {
    for (let retries = 0; ; retries++) {
      // 1. Load the journey at its head, and the definition it runs by.
      const loaded = await this.#load(accepted);
      if (isReply(loaded)) return loaded;

      // 2. Has this command been here before? One that found the deadline passed is named as the time-out's cause; any
      // other the decider recognises by its id. Either gets its first reply again.
      const expired = loaded.journey?.expiredCommands.get(accepted.commandId);
      if (expired !== undefined) return this.#replay(loaded, expired);

      // 3. Decide. What concerns a time-out is decided once more where others may have changed the timeouts meanwhile.
      const { situation, decision } = await this.#decide(loaded);
      if (decision.kind === 'repeated') return this.#replay(situation, decision);
      if (decision.kind === 'not-found') return journeyNotFound(accepted.request.command.sessionId);
      if (decision.kind !== 'accepted' && decision.kind !== 'expired') return this.#replyQuietly(situation, decision);

      // 4. Seal and append under the revision that was decided on, and reply. Where others were faster, decide again:
      // the next decision sees their events, so that a repeat is recognised and a lock that was given is found stale.
      const reply = await appendDecision(this.#ports, situation, decision);
      if (reply !== undefined) return reply;
      if (retries === MAX_RETRIES) return this.#giveUp(accepted);
    }
  }

  /** What there is to decide on, at once where journey and definition are known; or the reply that there is none. */
  #load(accepted: PreparedCommand): DecisionContext | Promise<DecisionContext | CommandReply> {
    const { heads, definitions } = this.#ports;
    const journey = heads.known(accepted.stream);
    if (journey === undefined || accepted.request.command.type === 'MigrateJourney') return this.#read(accepted);
    const { definitionId, definitionVersion } = journey.state;
    const definition = definitions.compiled(accepted.request.tenant, definitionId, definitionVersion);
    return definition === undefined ? this.#read(accepted) : this.#situation(accepted, journey, definition);
  }

  async #read(accepted: PreparedCommand): Promise<DecisionContext | CommandReply> {
    const journey = await this.#ports.heads.load(accepted.stream);
    const definition = await findDefinition(this.#ports.definitions, accepted, journey);
    if (isReply(definition)) return definition;
    const situation = this.#situation(accepted, journey, definition);
    const { command, tenant } = accepted.request;
    if (command.type !== 'MigrateJourney') return situation;
    const startable = await this.#ports.definitions.resolveForStart(tenant, definition.id, command.toVersion);
    return startable.definition === undefined ? situation : { ...situation, migrateTo: startable.definition };
  }

  #situation(
    accepted: PreparedCommand,
    journey: LoadedJourney | undefined,
    definition: CompiledDefinition,
  ): DecisionContext {
    return { accepted, journey, definition, now: decisionTime(accepted, this.#ports.clock.now()) };
  }

  #decide(loaded: DecisionContext): Decided | Promise<Decided> {
    const decided = { situation: loaded, decision: decisionIn(loaded) };
    return this.#ports.store.exclusive || !concernsTimeout(decided) ? decided : this.#decideAnew(decided);
  }

  async #decideAnew({ situation: old, decision }: Decided): Promise<Decided> {
    const definition = await this.#ports.definitions.withCurrentRules(old.accepted.request.tenant, old.definition);
    if (definition === old.definition) return { situation: old, decision };
    const situation = { ...old, definition };
    return { situation, decision: decisionIn(situation) };
  }

  /** Replies to what appends nothing. */
  #replyQuietly(situation: DecisionContext, decision: NoEventDecision): CommandReply {
    if (!isExisting(situation)) {
      // Without a journey the decider can refuse a start, and nothing else.
      return decision.kind === 'rejected' ? rejectedReply(decision) : journeyNotFound(situation.accepted.stream);
    }
    const view = viewIn(situation, situation.journey);
    switch (decision.kind) {
      case 'nothing':
        return quietReply(QUIET_OUTCOMES[decision.outcome], view);
      case 'conflict':
        return this.#refuse(situation, 'REVISION_CONFLICT', conflictReply(decision.reason, view));
      case 'rejected':
        return this.#refuse(situation, decision.code, rejectedReply(decision, view));
    }
  }

  /** Leaves the refusal on record, without waiting for it to be written. */
  #refuse(situation: ExistingSituation, code: CommandRejected['code'], reply: CommandReply): CommandReply {
    const { accepted, journey, definition, now } = situation;
    const { request, commandId } = accepted;
    const refused = { request, commandId, state: journey.state, definition, refusal: { ...reply, code } };
    this.#ports.attempts.record(
      streamName(attemptStream(request.tenant, request.command.sessionId)),
      attemptDraft(this.#ports.ids.next(), refused, ownMetadata(accepted, now)),
    );
    return reply;
  }

  #replay({ accepted, definition }: DecisionContext, applied: AppliedCommand): Promise<CommandReply> {
    return replayedReply(this.#ports, accepted, applied, definition);
  }

  async #giveUp(accepted: PreparedCommand): Promise<CommandReply> {
    const situation = await this.#read(accepted);
    if (isReply(situation)) return situation;
    if (!isExisting(situation)) return journeyNotFound(accepted.request.command.sessionId);
    const reason = `Others changed the journey ${MAX_RETRIES + 1} times while this command was decided: send it again.`;
    return this.#refuse(situation, 'REVISION_CONFLICT', conflictReply(reason, viewIn(situation, situation.journey)));
  }
}

function decisionIn({ accepted, journey, definition, migrateTo, now }: DecisionContext): Decision {
  return decide(stampedCommand(accepted, now), journey?.state, definition, migrateTo);
}

/** The saga's command as well: called stale by old rules, it would not come again. */
function concernsTimeout({ situation, decision }: Decided): boolean {
  if (decision.kind === 'repeated' || situation.journey === undefined) return false;
  if (situation.accepted.request.command.type === 'AbortOnTimeout') return true;
  return decision.kind === 'expired' || (decision.kind === 'accepted' && decision.events[0].type === ABORT_TIMEOUT);
}

function isExisting(situation: DecisionContext): situation is ExistingSituation {
  return situation.journey !== undefined;
}
