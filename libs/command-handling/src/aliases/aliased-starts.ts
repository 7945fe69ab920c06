import type { StreamReaderPorts } from '@ledger/event-store';
import { answerKey, type AliasAnswer, type CompiledDefinition } from '@ledger/journey';
import type { Budget } from '@ledger/runtime';
import { reusedReason } from '../journeys/command-fingerprint';
import { rejectedReply } from '../journeys/command-replies';
import type { CommandReply } from '../journeys/command-reply';
import { isImport, prepareCommand, type PreparedCommand } from '../journeys/prepared-command';
import { keptReply } from '../journeys/replayed-reply';
import type { AliasPorts } from './alias-additions';
import type { ReadAlias } from './alias-streams';
import {
  aliasMetadata,
  claimed,
  MOST_TRIES,
  overtakenReply,
  resumed,
  underItsId,
  withSession,
  type AliasedStart,
} from './aliased-requests';
import type { FoundAlias } from './claimed-journeys';

/** A start with what every step of it needs. */
interface Start {
  readonly request: AliasedStart;
  readonly command: PreparedCommand;
  readonly definition: CompiledDefinition;
  readonly budget: Budget | undefined;
}

/** Starts a journey under its aliases, or resumes the one that they lead to, as the definition's `resume` says. */
export class AliasedStarts {
  constructor(private readonly ports: AliasPorts & StreamReaderPorts) {}

  async execute(request: AliasedStart, budget?: Budget): Promise<CommandReply> {
    const { executor, ids, definitions } = this.ports;
    const command = prepareCommand(request, ids);
    if (typeof command === 'string' || request.definitionId === undefined) return executor.execute(request, budget);
    const own = underItsId(request, command);
    const { tenant, definitionId, definitionVersion } = request;
    const startable = await definitions.resolveForStart(tenant, definitionId, definitionVersion);
    // Under a retired version no journey starts, but one that is open is resumed.
    const definition = startable.definition ?? (await definitions.resolve(tenant, definitionId, definitionVersion));
    // 1. Without a definition there is nothing to claim an alias for.
    if (definition === undefined) {
      // Should it be published meanwhile, no journey starts under aliases that were not claimed.
      return executor.execute(withSession(own, own.command.sessionId, new Set()), budget);
    }
    const start = { request: own, command, definition, budget };
    if (isImport(request)) return this.#import(start);
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const reply = await this.#try(start);
      if (reply !== undefined) return reply;
    }
    return overtakenReply();
  }

  /** Undefined if another command was faster. */
  async #try(start: Start): Promise<CommandReply | undefined> {
    const { request, command, definition } = start;
    const { executor, journeys, streams } = this.ports;
    const { tenant } = request;
    const { sessionId: requested, aliases } = request.command;
    // Claimed in one order, so that commands with the same aliases do not claim one each.
    const read = await Promise.all([...aliases].sort().map((alias) => streams.read(tenant, alias)));

    // 2. A repeat is answered by what it did the first time.
    const answer = answerIn(read, command, requested);
    if (answer === 'other') {
      return rejectedReply({ code: 'IDEMPOTENCY_KEY_REUSED', reason: reusedReason(command, []) });
    }
    if (answer?.resumed !== undefined) return this.#again(start, answer.sessionId, answer.resumed);

    // 3. A session that has a journey wins over its aliases.
    const known = answer?.sessionId ?? requested;
    if ((await journeys.state(tenant, known)) !== undefined) return this.#start(inSession(start, known, read));

    // 4. An open journey is resumed.
    const found = await Promise.all(read.map((each) => journeys.find(tenant, each, definition.document)));
    const open = found.find(({ standing }) => standing === 'resume' || standing === 'adopt');
    if (open !== undefined) return (await this.#refusedBefore(start, answer)) ?? this.#resume(start, open);

    const timedOut = found.filter(({ standing }) => standing === 'timed-out');
    if (timedOut.length > 0) {
      for (const each of timedOut) await journeys.release(request, each);
      return undefined;
    }

    // 5. A claim whose journey was not started yet is completed: what claimed it may have been lost.
    const pending = found.find(({ standing }) => standing === 'pending');
    const sessionId = answer?.sessionId ?? pending?.claim?.sessionId ?? requested;
    const own = found.filter(({ standing, claim }) => standing === 'free' || claim?.sessionId === sessionId);
    const beginning = inSession(start, sessionId, own);
    const supposed = await executor.preview(beginning.request, { keepsRefusedStarts: true });
    if (supposed.outcome !== 'CREATED' || supposed.replayed) {
      // A refusal without a journey is not asked for again: by now it might be a start without a claim.
      const isThere = supposed.journey !== undefined || supposed.belongsTo !== undefined;
      return isThere ? this.#start(beginning) : supposed;
    }

    // 6. Claim first, then start.
    for (const each of own) {
      const isClaimed = each.claim?.sessionId === sessionId && answer !== undefined && each.standing !== 'free';
      if (!isClaimed && !(await this.#claim(start, each, sessionId, -1))) return undefined;
    }
    return this.#start(beginning);
  }

  /** The answer of a command that was refused when its aliases led nowhere; undefined if there is none. */
  async #refusedBefore(
    { request, command }: Start,
    answer: AliasAnswer | undefined,
  ): Promise<CommandReply | undefined> {
    if (command.isNew || answer !== undefined) return undefined;
    const supposed = await this.ports.executor.preview(request);
    return supposed.replayed || supposed.code === 'IDEMPOTENCY_KEY_REUSED' ? supposed : undefined;
  }

  /** Undefined if the journey has ended or another command was faster. */
  async #resume(start: Start, found: FoundAlias): Promise<CommandReply | undefined> {
    const { executor, ids, journeys, streams, clock } = this.ports;
    const { request, command } = start;
    const { tenant, actor } = request;
    const { claim, alias } = found;
    if (claim === undefined) return undefined;
    const { sessionId, since, definitionId } = claim;
    if (found.standing === 'adopt') {
      const adding = { type: 'AddAlias', sessionId, alias, claimedAt: since, commandId: ids.next() } as const;
      const added = await executor.execute({ tenant, actor, isIdNew: true, command: adding }, start.budget);
      if (added.outcome === 'CONFLICT' || added.code === 'JOURNEY_ENDED') return undefined;
    }
    const reply = await this.#start(inSession(start, sessionId, []));
    const { journey } = reply;
    const isLate = reply.outcome === 'EXPIRED';
    // The start may have found that the journey had timed out: one that has ended by that is not resumed.
    if (isLate) {
      const { standing } = await journeys.find(tenant, found, start.definition.document);
      if (standing !== 'resume' && standing !== 'adopt') return undefined;
    }
    if (command.isNew || journey === undefined || (reply.outcome !== 'RESUMED' && !isLate)) return reply;
    const { revision } = journey;
    if (isLate) return (await this.#claim(start, found, sessionId, revision)) ? reply : undefined;
    const event = resumed({ alias, definitionId, sessionId, revision }, request.command.sessionId);
    return (await streams.append(tenant, found, event, aliasMetadata(command, clock.now()))) ? reply : undefined;
  }

  /** The first reply of a command that resumed a journey, on the journey as it was then. */
  async #again(
    start: Start,
    sessionId: string,
    { revision, at }: NonNullable<AliasAnswer['resumed']>,
  ): Promise<CommandReply> {
    const again = inSession(start, sessionId, []);
    const { request } = again;
    const command = prepareCommand(request, this.ports.ids);
    if (typeof command === 'string') throw new TypeError(command);
    // It may have brought an upgrade: its own events tell of that.
    const state = await this.ports.journeys.state(request.tenant, sessionId);
    if (state?.commands.get(command.commandId) !== undefined) {
      return { ...(await this.#start(again)), resumedBy: 'alias' };
    }
    const reply = await keptReply(this.ports, command, { reply: { outcome: 'RESUMED' }, revision, at });
    return { ...reply, resumedBy: 'alias' };
  }

  /** History is imported into the session that it names; its aliases lead there unless an open journey has them. */
  async #import(start: Start): Promise<CommandReply> {
    const { journeys, streams } = this.ports;
    const { request, definition } = start;
    const { tenant } = request;
    const reply = await this.#start(start);
    const { sessionId, aliases } = request.command;
    const state = await journeys.state(tenant, sessionId);
    if (state === undefined || definition.isFinal(state.stateId)) return reply;
    const elsewhere: string[] = [];
    for (const alias of aliases.filter((each) => state.aliases?.includes(each))) {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const found = await journeys.find(tenant, await streams.read(tenant, alias), definition.document);
        const isOwn = found.claim?.sessionId === sessionId;
        if (found.standing !== 'free' && !isOwn) elsewhere.push(alias);
        if (found.standing !== 'free' || isOwn || (await this.#claim(start, found, sessionId, Number(state.revision))))
          break;
      }
    }
    return elsewhere.length === 0 ? reply : { ...reply, aliasesNotAdded: elsewhere };
  }

  #claim(start: Start, found: ReadAlias, sessionId: string, since: number): Promise<boolean> {
    const { request, command, definition } = start;
    const data = { alias: found.alias, definitionId: definition.id, sessionId, since };
    const metadata = aliasMetadata(command, this.ports.clock.now());
    return this.ports.streams.append(request.tenant, found, claimed(data, request.command.sessionId), metadata);
  }

  /** Executes the start of a session, which may be another than the one that the command asked for. */
  async #start({ request, command, budget }: Start): Promise<CommandReply> {
    const reply = await this.ports.executor.execute(request, budget);
    const isElsewhere = request.command.sessionId !== command.request.command.sessionId;
    return isElsewhere && reply.outcome === 'RESUMED' ? { ...reply, resumedBy: 'alias' } : reply;
  }
}

function inSession(start: Start, sessionId: string, aliases: readonly ReadAlias[]): Start {
  const names = new Set(aliases.map(({ alias }) => alias));
  return { ...start, request: withSession(start.request, sessionId, names) };
}

/** What the command did the first time; `other`: its id stands for another command. */
function answerIn(
  read: readonly ReadAlias[],
  { commandId, fingerprint, isNew, isDerived }: PreparedCommand,
  requested: string,
): AliasAnswer | 'other' | undefined {
  if (isNew) return undefined;
  const key = answerKey(requested, commandId);
  const answers = read.flatMap(({ head }) => {
    const answer = head?.answers.get(key);
    return head === undefined || answer === undefined ? [] : [{ answer, stored: head.fingerprints.get(key) }];
  });
  if (!isDerived && answers.some(({ stored }) => stored !== undefined && stored !== fingerprint)) return 'other';
  return (answers.find(({ answer }) => answer.resumed !== undefined) ?? answers[0])?.answer;
}
