import {
  CONFLICT_REASON,
  executeOnStream,
  streamName,
  type EventStore,
  type Execution,
  type ReadEvent,
  type StreamReaderPorts,
} from '@ledger/event-store';
import { attemptStream, type Decision, type RejectionCode } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import { DeadlineSpentError, type Budget, type Clock, type IdSource } from '@ledger/runtime';
import type { DefinitionLookup } from '../ports/definition-lookup';
import { appendedJourney, appendedReply, metadataOf, type AppendingDecision } from './appended-journey';
import { attemptDraft } from './attempt-draft';
import type { AttemptFeed } from './attempt-feed';
import type { AttemptRecorder } from './attempt-recorder';
import type { BoundCommandIds } from './bound-command-ids';
import { believed } from './clock-skew';
import { findDefinition, isReply, journeyNotFound, namesAnother, whyAnother } from './command-definition';
import { isOtherCommand, reusedReason } from './command-fingerprint';
import { conflictReply, rejectedReply } from './command-replies';
import type { CommandReply } from './command-reply';
import { supposedEffects, type CommandEffects } from './command-effects';
import { unappendedReply, type NoEventDecision } from './decided-reply';
import { concernsTimeout, decisionIn, isExisting, viewIn, type DecisionContext } from './decision-context';
import { appliedUnder, attemptOf } from './derived-attempt';
import { eventId } from './event-id';
import { headSource } from './head-source';
import type { JourneyCache } from './journey-cache';
import type { JourneyCommandRequest } from './journey-command-request';
import type { LoadedJourney } from './loaded-journey';
import {
  attemptMetadata,
  decisionTime,
  isImport,
  prepareCommand,
  type CommandMetadata,
  type PreparedCommand,
} from './prepared-command';
import { keptReply, ownEvents, readEarlier, replayedReply, type EarlierCommand } from './replayed-reply';
import type { KeptAnswer } from './stored-answer';

export interface JourneyCommandPorts extends StreamReaderPorts {
  readonly store: EventStore;
  readonly cache: JourneyCache;
  readonly definitions: DefinitionLookup;
  readonly attempts: AttemptRecorder;
  readonly bound: BoundCommandIds;
  /** What other processes answer. Absent: there are none. */
  readonly feed?: AttemptFeed;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** How far the clock of a caller may be beside the ledger's, milliseconds. Default: any time is believed. */
  readonly clockSkewMs?: number;
  /** What a context may have as JSON, bytes. Default: 64 KiB. */
  readonly maxContextBytes?: number;
}

/** What came of deciding: events to append, another decision, or the reply that there is nothing to decide on. */
type CommandDecision =
  | { readonly reply: CommandReply }
  | { readonly context: DecisionContext; readonly decision: NoEventDecision }
  | {
      readonly context: DecisionContext;
      readonly decision: AppendingDecision;
      readonly events: AppendingDecision['events'];
      readonly metadata: CommandMetadata;
    };

const LIVE_REASON = 'A live caller started this journey, so no history is imported into it; use another session id.';

type RefusalReply = { readonly code: Exclude<CommandReply['code'], undefined | 'JOURNEY_NOT_FOUND'> };

type JourneyExecution = Execution<LoadedJourney, CommandDecision, EarlierCommand>;

/**
 * Domain outcomes are values; only the store's faults are thrown. A success is appended under the exact revision it
 * was decided on; what appends nothing was decided on the head as it was after the command arrived.
 *
 * Where others append too, an event's id is its append's own: a store takes an event that it has already for a repeated
 * append, so that a command sent to two processes would be a success of both, and one of them would remember a head
 * that is not in the stream. The revision alone decides which of them it was.
 */
export class JourneyCommandExecutor {
  constructor(private readonly ports: JourneyCommandPorts) {}

  /** Throws `DeadlineSpentError` where the budget is spent before the command's turn comes: nothing was done then. */
  execute(request: JourneyCommandRequest, budget?: Budget): Promise<CommandReply> {
    const command = prepareCommand(request, this.ports.ids);
    if (typeof command === 'string') {
      return Promise.resolve(rejectedReply({ code: 'VALIDATION_FAILED', reason: command }));
    }
    const { cache } = this.ports;
    const run = (): Promise<CommandReply> => {
      if (budget?.isSpent) throw new DeadlineSpentError('The caller’s time was over before the command began.');
      return this.#execute(command);
    };
    if (request.command.type !== 'AbortOnTimeout') return cache.inTurn(command.stream, run);
    return cache.inTurn(command.stream, () => cache.inPassing(command.stream, run));
  }

  /**
   * The reply to a command if it came now, by the same way as `execute`. Nothing is appended, recorded or kept, unless the
   * refusal of a start of which no journey came is asked to be: it stands for the id then.
   */
  async preview(request: JourneyCommandRequest, { keepsRefusedStarts = false } = {}): Promise<CommandReply> {
    const command = prepareCommand(request, this.ports.ids);
    if (typeof command === 'string') return rejectedReply({ code: 'VALIDATION_FAILED', reason: command });
    const effects = supposedEffects(this.ports.cache, command.stream);
    if (!keepsRefusedStarts) return this.#run(command, effects);
    this.ports.feed?.follow(request.tenant);
    return this.#run(command, {
      ...effects,
      answered: (context, decision, reply) => (isExisting(context) ? reply : this.#answered(context, decision, reply)),
    });
  }

  async #execute(command: PreparedCommand): Promise<CommandReply> {
    const { store, cache } = this.ports;
    const { stream, request } = command;
    this.ports.feed?.follow(request.tenant);
    try {
      return await this.#run(command, {
        store,
        ...headSource(cache, command),
        keep: (journey) => cache.put(stream, journey),
        answered: (context, decision, reply) => this.#answered(context, decision, reply),
      });
    } catch (error) {
      // Whatever went wrong, what is known of this journey may be behind the store now.
      cache.drop(stream);
      throw error;
    }
  }

  /** The way of every command, carried out or only supposed. */
  async #run(command: PreparedCommand, effects: CommandEffects): Promise<CommandReply> {
    const { stream, request } = command;
    const execution: JourneyExecution = await executeOnStream({
      store: effects.store,
      stream,
      read: effects.read,
      remembered: effects.remembered,
      onRemembered: effects.onRemembered,
      repeatOf: (journey: LoadedJourney) => {
        const applied = appliedUnder(attemptOf(command, journey).commandId, journey);
        return applied && readEarlier(this.ports, command, applied);
      },
      isOther: (earlier) => isOtherCommand(command, ownEvents(earlier)),
      decide: (journey: LoadedJourney | undefined) => this.#decide(attemptOf(command, journey), journey),
      metadata: ({ metadata }) => metadata,
      eventId: ({ metadata }, index) =>
        this.ports.store.exclusive
          ? eventId(request.tenant, request.command.sessionId, metadata.commandId, index)
          : this.ports.ids.next(),
      evolve: (_, appended, { context, decision }) => {
        const journey = appendedJourney(context, decision, appended);
        effects.keep(journey);
        return journey;
      },
    });
    return this.#reply(command, execution, effects);
  }

  /** Decides at once where it is known what the command's id stands for, and the journey's definition. */
  #decide(command: PreparedCommand, journey: LoadedJourney | undefined): CommandDecision | Promise<CommandDecision> {
    const loading = this.ports.bound.load(command, journey);
    return loading === undefined
      ? this.#decideUnanswered(command, journey)
      : loading.then(() => this.#decideUnanswered(command, journey));
  }

  #decideUnanswered(
    command: PreparedCommand,
    journey: LoadedJourney | undefined,
  ): CommandDecision | Promise<CommandDecision> {
    const kept = this.ports.bound.answerTo(command);
    if (kept !== undefined) return keptReply(this.ports, command, kept).then((reply) => ({ reply }));
    if (journey === undefined || needsAnother(command.request, journey)) return this.#lookUp(command, journey);
    const { definitionId, definitionVersion } = journey.state;
    const definition = this.ports.definitions.compiled(command.request.tenant, definitionId, definitionVersion);
    if (definition === undefined) return this.#lookUp(command, journey);
    return this.#decideOn({ command, journey, definition, now: this.#now(command) });
  }

  async #lookUp(command: PreparedCommand, journey: LoadedJourney | undefined): Promise<CommandDecision> {
    const context = await this.#context(command, journey);
    if (isReply(context)) return { reply: context };
    if (isExisting(context)) {
      const reason = await whyAnother(this.ports.definitions, command, context.journey);
      if (reason !== undefined) return { context, decision: { kind: 'other-definition', reason } };
    }
    return this.#decideOn(context);
  }

  async #context(
    command: PreparedCommand,
    journey: LoadedJourney | undefined,
  ): Promise<DecisionContext | CommandReply> {
    const { definitions } = this.ports;
    const definition = await findDefinition(definitions, command, journey);
    if (isReply(definition)) return definition;
    const context = { command, journey, definition, now: this.#now(command) };
    const { tenant, command: asked } = command.request;
    if (asked.type !== 'MigrateJourney') return context;
    const { definition: migrateTo } = await definitions.resolveForStart(tenant, definition.id, asked.toVersion);
    return migrateTo === undefined ? context : { ...context, migrateTo };
  }

  #decideOn(given: DecisionContext): CommandDecision | Promise<CommandDecision> {
    const command = believed(given.command, this.ports.clock.now(), this.ports.clockSkewMs ?? Infinity);
    if (typeof command === 'string') {
      return { context: given, decision: { kind: 'rejected', code: 'VALIDATION_FAILED', reason: command } };
    }
    const context = command === given.command ? given : { ...given, command };
    if (isImport(command.request) && isExisting(context) && !context.journey.isImported) {
      return { context, decision: { kind: 'rejected', code: 'JOURNEY_IS_LIVE', reason: LIVE_REASON } };
    }
    if (this.ports.bound.isOther(context.command)) {
      return { context, decision: { kind: 'reused', reason: reusedReason(context.command, []) } };
    }
    const decision = decisionIn(context, this.ports.maxContextBytes);
    if (this.ports.store.exclusive || !concernsTimeout(context, decision)) return commandDecision(context, decision);
    return this.#decideByCurrentRules(context, decision);
  }

  /** Others may have changed the timeouts meanwhile: no journey times out by rules that hold no longer. */
  async #decideByCurrentRules(context: DecisionContext, decision: Decision): Promise<CommandDecision> {
    const { tenant } = context.command.request;
    const definition = await this.ports.definitions.withCurrentRules(tenant, context.definition);
    if (definition === context.definition) return commandDecision(context, decision);
    const current = { ...context, definition };
    return commandDecision(current, decisionIn(current, this.ports.maxContextBytes));
  }

  #reply(
    command: PreparedCommand,
    execution: JourneyExecution,
    effects: CommandEffects,
  ): CommandReply | Promise<CommandReply> {
    switch (execution.kind) {
      case 'appended': {
        const { context, decision } = execution.decision;
        return appendedReply(context, decision, execution.head, execution.appended);
      }
      case 'nothing-to-append':
        return 'reply' in execution.decision
          ? execution.decision.reply
          : noEventReply(execution.decision.context, execution.decision.decision, effects);
      case 'repeated':
        return replayedReply(this.ports, command, execution.repeat);
      case 'reused':
        return this.#refuseReuse(command, execution.head, ownEvents(execution.repeat), effects);
      case 'conflict':
        return this.#giveUp(command, execution);
    }
  }

  async #refuseReuse(
    command: PreparedCommand,
    head: LoadedJourney,
    events: readonly ReadEvent[],
    effects: CommandEffects,
  ): Promise<CommandReply> {
    const context = await this.#context(command, head);
    if (isReply(context)) return context;
    return noEventReply(context, { kind: 'reused', reason: reusedReason(command, events) }, effects);
  }

  /** A reply that stands for the id of its command is given once it is on disk, like any other. */
  #answered(
    context: DecisionContext,
    decision: NoEventDecision,
    reply: CommandReply,
  ): CommandReply | Promise<CommandReply> {
    const { command } = context;
    const kept = keptAnswer(context, decision, reply);
    if (isBinding(decision)) this.ports.bound.bind(command, kept);
    const isToBeKept = kept !== undefined && !command.isNew;
    // A start that made no journey is recorded for its id alone: made-up sessions fill no ledger.
    if (!(isToBeKept || (isExisting(context) && isRefusal(reply)))) return reply;
    const recorded = this.#record(context, reply);
    return isToBeKept ? recorded.then(() => reply) : reply;
  }

  async #giveUp(
    command: PreparedCommand,
    { head }: Extract<JourneyExecution, { kind: 'conflict' }>,
  ): Promise<CommandReply> {
    const context = await this.#context(command, head);
    if (isReply(context)) return context;
    if (!isExisting(context)) return journeyNotFound(command.request.command.sessionId);
    const reply = conflictReply(CONFLICT_REASON, viewIn(context, context.journey));
    void this.#record(context, reply);
    return reply;
  }

  /** Records what appended nothing. Resolves when it is on disk or given up. */
  #record({ command, journey, definition, now }: DecisionContext, reply: CommandReply): Promise<void> {
    const { request, commandId } = command;
    const refusal = isRefusal(reply) ? reply : undefined;
    const upgradeTo = reply.journey?.upgradeTo;
    const attempt = { request, commandId, state: journey?.state, decidedAt: now, definition, upgradeTo, refusal };
    return this.ports.attempts.record(
      streamName(attemptStream(request.tenant, request.command.sessionId)),
      attemptDraft(this.ports.ids.next(), attempt, attemptMetadata(command, now, refusal?.code)),
    );
  }

  #now(command: PreparedCommand): string {
    return decisionTime(command, this.ports.clock.now());
  }
}

function noEventReply(
  context: DecisionContext,
  decision: NoEventDecision,
  { answered }: CommandEffects,
): CommandReply | Promise<CommandReply> {
  if (decision.kind === 'repeated') throw new TypeError('What was applied before is not decided again.');
  return answered(context, decision, unappendedReply(context, decision));
}

/** Refusals of what was sent as such: the same id may come again with what is right. */
const MAY_BE_CORRECTED: ReadonlySet<RejectionCode> = new Set(['VALIDATION_FAILED', 'CARD_DATA_REFUSED']);

/** Whether the command is answered, so that its id stands for it. A conflict and a malformed command may be sent again. */
function isBinding(decision: NoEventDecision): boolean {
  const { kind } = decision;
  return kind === 'nothing' || kind === 'late' || (kind === 'rejected' && !MAY_BE_CORRECTED.has(decision.code));
}

/**
 * What a duplicate of the command is answered: an unchanged journey and a refusal stay so. An id that was derived from its
 * content stands for later attempts too, and what an import lacks may be imported before it is sent again.
 */
function keptAnswer(context: DecisionContext, decision: NoEventDecision, reply: CommandReply): KeptAnswer | undefined {
  const { command, journey, now } = context;
  const isUnchanged = decision.kind === 'nothing' && decision.outcome === 'unchanged';
  if (
    !isBinding(decision) ||
    (decision.kind === 'nothing' && !isUnchanged) ||
    command.isDerived ||
    isImport(command.request)
  )
    return undefined;
  const { outcome, code, reason, journey: shown } = reply;
  const kept = defined({ outcome, code, reason });
  return defined({ reply: kept, revision: journey?.revision, at: now, upgradeTo: shown?.upgradeTo });
}

function isRefusal(reply: CommandReply): reply is CommandReply & RefusalReply {
  return reply.code !== undefined && reply.code !== 'JOURNEY_NOT_FOUND';
}

/** Whether a definition counts beside the one that the journey runs by. */
function needsAnother(request: JourneyCommandRequest, { state }: LoadedJourney): boolean {
  return request.command.type === 'MigrateJourney' || namesAnother(request, state);
}

function commandDecision(context: DecisionContext, decision: Decision): CommandDecision {
  if (decision.kind !== 'accepted' && decision.kind !== 'expired') return { context, decision };
  return { context, decision, events: decision.events, metadata: metadataOf(context, decision) };
}
