import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  deriveCommandId,
  ExecuteJourneyCommand,
  GetJourney,
  type AsOf,
  type CommandReply,
  type JourneyCommandRequest,
} from '@ledger/command-handling';
import { mayUse } from '@ledger/access';
import type { JourneyView } from '@ledger/journey';
import { defined, extended } from '@ledger/plain-data';
import { Budget } from '@ledger/runtime';
import { admitStart, notThere, withoutOthers } from '../access/credential-bounds';
import { admitCommand } from '../access/command-scopes';
import { MaskedViews } from '../access/masked-views';
import { ReadRecording } from '../accesses/read-recording';
import { LEDGER_CONFIG, type LedgerConfig } from '../config/ledger.config';
import { LedgerMetrics } from '../monitoring/ledger-metrics';
import { entityTag, journeyTag, parseIfMatch } from './entity-tags';
import type { IncomingCall } from './incoming-call';
import { standingOf } from './command-outcome';
import { journeyNotFound, Problem } from './problem';
import { budgetOf, commandWithin, tooLate, withinBudget, type CallTime } from './request-budget';

export interface Lock {
  readonly expectedRevision?: bigint;
  /** If `If-Match` lists several tags: their revisions. */
  readonly expectedAnyOf?: readonly number[];
  readonly source: 'if-match' | 'body';
}

/** What a caller's credentials allow. */
export type Caller = Pick<IncomingCall, 'granted' | 'definitions'>;

/** Takes commands of every face to the command bus: with the scope that each needs, within the request's budget, and counted. */
@Injectable()
export class CommandGateway {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly metrics: LedgerMetrics,
    private readonly views: MaskedViews,
    private readonly reads: ReadRecording,
    @Inject(LEDGER_CONFIG) private readonly config: LedgerConfig,
  ) {}

  /**
   * Runs a command. Domain outcomes are values; `UNAVAILABLE` is thrown once the budget is spent. A reply with a journey of
   * which the ledger keeps no event or attempt is recorded as a read: a command that changes nothing could be sent for it.
   */
  async execute(request: JourneyCommandRequest, call: IncomingCall): Promise<CommandReply> {
    const reply = await this.executeWithin(request, call, this.budget(call));
    if (reply.journey !== undefined && leftNothing(reply)) await this.recordRead(call, reply.journey.sessionId);
    return reply;
  }

  /** The same with a budget of the caller's own, whose reply is not given as a whole. */
  async executeWithin(
    request: JourneyCommandRequest,
    { granted, definitions }: Caller,
    budgetMs: number,
  ): Promise<CommandReply> {
    admitCommand(granted, request);
    if (definitions !== undefined && !(await this.isWithin(definitions, request, budgetMs))) {
      return notThere(request.command.sessionId);
    }
    const { request: command, commandId } = identified(request);
    if (budgetMs <= 0) throw tooLate();
    const executing = this.commands.execute(new ExecuteJourneyCommand(command, new Budget(budgetMs)));
    const reply = await commandWithin(executing, budgetMs, { commandId, sessionId: request.command.sessionId });
    this.metrics.commandEnded(request.command.type, reply.outcome);
    return this.views.reply({ granted }, request.tenant, withoutOthers({ definitions }, reply));
  }

  /** Milliseconds that are left for a call: of the configured budget, or of what its caller waits. */
  budget(call: CallTime): number {
    return budgetOf(call, this.config.requestBudgetMs);
  }

  /** The journey as it is, or was, and as the caller may see it; undefined if there is no such journey. */
  async journey(call: IncomingCall, sessionId: string, asOf?: AsOf): Promise<JourneyView | undefined> {
    const view = this.queries.execute(new GetJourney(call.tenant, sessionId, asOf));
    const journey = await withinBudget(view, this.budget(call));
    return journey && mayUse(call, journey.definitionId) ? this.views.journey(call, journey) : undefined;
  }

  /** The definition of a journey never changes: what is found now holds when the command is decided. */
  private async isWithin(
    definitions: ReadonlySet<string>,
    request: JourneyCommandRequest,
    budgetMs: number,
  ): Promise<boolean> {
    admitStart({ definitions }, request);
    if (request.command.type === 'StartJourney') return true;
    const view = this.queries.execute(new GetJourney(request.tenant, request.command.sessionId));
    const journey = await withinBudget(view, budgetMs);
    return journey !== undefined && definitions.has(journey.definitionId);
  }

  /**
   * The lock that `If-Match` and the body give. `If-Match` may list several tags: the one that the journey is at counts.
   * A precondition that cannot hold ends here with 412 and the journey as it is.
   */
  lock(
    call: IncomingCall,
    sessionId: string,
    inBody: number | null | undefined,
    current: (journey: JourneyView) => object,
  ): Lock | Promise<Lock> {
    const ifMatch = parseIfMatch(call.ifMatch);
    switch (ifMatch.kind) {
      case 'absent':
        return inBody == null ? BODY_WITHOUT_LOCK : { expectedRevision: BigInt(inBody), source: 'body' };
      case 'any':
        return { ...defined({ expectedRevision: inBody == null ? undefined : BigInt(inBody) }), source: 'if-match' };
      case 'revisions':
        return this.tagLock(call, sessionId, { tags: ifMatch.revisions, inBody }, current);
      case 'never':
        return this.tagLock(call, sessionId, { tags: [], inBody }, current);
    }
  }

  private async tagLock(
    call: IncomingCall,
    sessionId: string,
    { tags, inBody }: { readonly tags: readonly number[]; readonly inBody: number | null | undefined },
    current: (journey: JourneyView) => object,
  ): Promise<Lock> {
    const revisions = inBody == null ? tags : tags.filter((known) => known === inBody);
    const [only, ...others] = revisions;
    if (only === undefined) throw await this.preconditionFailed(call, sessionId, current);
    if (others.length === 0) return { expectedRevision: BigInt(only), source: 'if-match' };
    const journey = await this.journey(call, sessionId);
    // The newest that there is: after an upgrade it counts, although the journey has another one.
    const present = revisions.filter((known) => known <= (journey?.revision ?? -1));
    return {
      expectedRevision: BigInt(present.length === 0 ? only : Math.max(...present)),
      expectedAnyOf: revisions,
      source: 'if-match',
    };
  }

  private async preconditionFailed(
    call: IncomingCall,
    sessionId: string,
    current: (journey: JourneyView) => object,
  ): Promise<Problem> {
    const journey = await this.journey(call, sessionId);
    if (journey === undefined) return journeyNotFound(sessionId);
    await this.recordRead(call, sessionId);
    const tag = entityTag(journeyTag(journey));
    return new Problem(
      'REVISION_CONFLICT',
      `The journey’s ETag is ${tag}; If-Match has another. Reload it and retry.`,
      {
        status: 412,
        members: { outcome: 'CONFLICT', replayed: false, ...standingOf(journey), ...current(journey) },
      },
    );
  }

  private async recordRead({ request }: IncomingCall, sessionId: string): Promise<void> {
    if (request !== undefined) await this.reads.record(request, { sessionId });
  }
}

function leftNothing({ replayed, events, code }: CommandReply): boolean {
  return replayed || (events.length === 0 && code === undefined);
}

const BODY_WITHOUT_LOCK: Lock = { source: 'body' };

/** A command with its id: one that is made up here can be told to a caller whose wait ends before the command does. */
function identified(request: JourneyCommandRequest): { request: JourneyCommandRequest; commandId: string } {
  const { commandId: given } = request.command;
  if (given !== undefined) return { request, commandId: given };
  const derived = deriveCommandId(request);
  const commandId = derived ?? randomUUID();
  return {
    request: extended(request, {
      isIdNew: derived === undefined,
      command: extended(request.command, { commandId }),
    }),
    commandId,
  };
}

/** A command with all revisions that its caller accepts: sent again, it is the same whichever of them counts now. */
export function underLock(request: JourneyCommandRequest, { expectedAnyOf }: Lock): JourneyCommandRequest {
  return expectedAnyOf === undefined ? request : extended(request, { expectedAnyOf });
}
