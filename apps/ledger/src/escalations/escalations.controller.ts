import { randomUUID } from 'node:crypto';
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { EscalationState } from '@ledger/journey';
import { CLOCK, type Clock } from '@ledger/runtime';
import { defined } from '@ledger/plain-data';
import { ESCALATION_QUERIES, type EscalationQueries } from '@ledger/projections';
import { EscalationExecutor, type AskedEscalationCommand } from '@ledger/escalations';
import { keysOf, Noting, type NoteRead } from '../accesses/what-was-read';
import { CommandGateway } from '../http/command-gateway';
import { givenCommandId } from '../http/command-ids';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { escalationIdParameter } from '../http/path-parameters';
import { pageOf, pageSize, type Page } from '../http/paged-query';
import { Problem } from '../http/problem';
import { query } from '../http/query.pipe';
import { ReadModelAccess } from '../http/read-model-access';
import { commandWithin, withinBudget } from '../http/request-budget';
import { sentTo, type SentCommand } from '../http/sent-command';
import type { Given } from '../http/validated';
import { LedgerMetrics } from '../monitoring/ledger-metrics';
import {
  ClaimBody,
  CompleteBody,
  DEFAULT_LEASE_SECONDS,
  EscalationSearch,
  ReleaseBody,
  ReplayBody,
  type EscalationFields,
} from './escalation.bodies';
import type { Escalation, EscalationDetails, EscalationResult, EscalationStep } from './escalation.schemas';
import { escalationView } from './escalation.view';
import { ESCALATION_CALLS } from './escalations.api';
import { sightOf } from '../access/credential-bounds';
import { mayUse } from '@ledger/access';

type Found = NonNullable<Awaited<ReturnType<EscalationExecutor['read']>>>;

const Sent = sentTo(['escalationId', escalationIdParameter]);

@Controller('v1/escalations')
export class EscalationsController {
  constructor(
    private readonly executor: EscalationExecutor,
    private readonly readModels: ReadModelAccess,
    private readonly gateway: CommandGateway,
    private readonly metrics: LedgerMetrics,
    @Inject(ESCALATION_QUERIES) private readonly queries: EscalationQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ESCALATION_CALLS.list
  async list(
    @Incoming() call: IncomingCall,
    @Query(query(EscalationSearch)) asked: Given<typeof EscalationSearch>,
    @Noting() note: NoteRead,
  ): Promise<Page<'escalations', Escalation>> {
    const { atLeast, limit: _, ...filters } = asked;
    const now = this.clock.now().toISOString();
    const search = { ...filters, sight: sightOf(call), now, limit: pageSize(asked) };
    const { rows, nextCursor } = await this.readModels.ask(call, atLeast, () => this.queries.escalations(search));
    note({ sessionIds: keysOf(rows.map(({ state }) => state.request)), count: rows.length });
    const escalations = rows.map(({ escalationId, state, currentStateId, position }) =>
      escalationView(escalationId, state, position, now, currentStateId),
    );
    return pageOf('escalations', escalations, nextCursor);
  }

  @Get(':escalationId')
  @ESCALATION_CALLS.read
  async read(
    @Incoming() call: IncomingCall,
    @Param('escalationId', escalationIdParameter) escalationId: string,
    @Noting() note: NoteRead,
  ): Promise<EscalationDetails> {
    const found = await this.find(call, escalationId);
    const { state, position } = found;
    note({ sessionId: state.request.sessionId });
    const current = await this.currentState(call, state);
    const history = found.events.map(({ event, type, data, metadata }): EscalationStep => ({
      type,
      revision: Number(event.revision),
      position: event.position,
      occurredAt: metadata.occurredAt,
      recordedAt: event.recordedAt,
      actor: metadata.actor,
      commandId: metadata.commandId ?? null,
      data,
      hash: metadata.hash,
    }));
    return { ...escalationView(escalationId, state, position, this.clock.now().toISOString(), current), history };
  }

  @Post(':escalationId/claim')
  @HttpCode(200)
  @ESCALATION_CALLS.claim
  claim(
    @Sent(ClaimBody) sent: SentCommand<Given<typeof ClaimBody>>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EscalationResult> {
    const leaseMs = (sent.given.leaseSeconds ?? DEFAULT_LEASE_SECONDS) * 1_000;
    const asked = { leaseMs, renew: sent.given.renew === true, note: sent.given.note ?? undefined };
    return this.command(sent, defined({ type: 'ClaimEscalation', claimant: claimantOf(sent), ...asked }), reply);
  }

  @Post(':escalationId/release')
  @HttpCode(200)
  @ESCALATION_CALLS.release
  release(
    @Sent(ReleaseBody) sent: SentCommand<Given<typeof ReleaseBody>>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EscalationResult> {
    const note = sent.given.note ?? undefined;
    return this.command(sent, defined({ type: 'ReleaseEscalation', claimant: claimantOf(sent), note }), reply);
  }

  @Post(':escalationId/complete')
  @HttpCode(200)
  @ESCALATION_CALLS.complete
  complete(
    @Sent(CompleteBody) sent: SentCommand<Given<typeof CompleteBody>>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EscalationResult> {
    const outcome = sent.given.outcome ?? undefined;
    return this.command(sent, defined({ type: 'CompleteEscalation', claimant: claimantOf(sent), outcome }), reply);
  }

  @Post(':escalationId/replay')
  @HttpCode(200)
  @ESCALATION_CALLS.replay
  replay(
    @Sent(ReplayBody) sent: SentCommand<Given<typeof ReplayBody>>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EscalationResult> {
    const reason = sent.given.reason ?? undefined;
    const actor = { ...sent.call.actor, kind: 'operator' } as const;
    return this.command(
      { ...sent, call: { ...sent.call, actor } },
      defined({ type: 'ReplayEscalation', reason }),
      reply,
    );
  }

  private async command(
    { call, id: escalationId, given }: SentCommand<EscalationFields>,
    command: AskedEscalationCommand,
    reply: FastifyReply,
  ): Promise<EscalationResult> {
    const { tenant, actor, correlationId, causationId } = call;
    // Of which definition an escalation is never changes: what is found now holds when the command is decided.
    if (call.definitions !== undefined) await this.find(call, escalationId);
    const own = givenCommandId(given.commandId, call.idempotencyKey);
    const commandId = own ?? randomUUID();
    const request = { tenant, escalationId, command, actor, correlationId, causationId };
    const executing = this.executor.execute({ ...request, commandId, isIdNew: own === undefined });
    const result = await commandWithin(executing, this.gateway.budget(call), { commandId });
    const now = this.clock.now().toISOString();
    this.metrics.commandEnded(command.type, result.outcome === 'REFUSED' ? 'REJECTED' : result.outcome);
    if (result.outcome === 'REFUSED') {
      if (result.escalation === undefined) throw notFound(escalationId);
      const { status, claim } = escalationView(escalationId, result.escalation, '', result.at, null);
      throw new Problem(result.code, result.reason, {
        headers: result.replayed ? { 'idempotency-replayed': 'true' } : {},
        members: { outcome: 'REJECTED', replayed: result.replayed, escalationId, escalationStatus: status, claim },
      });
    }
    const { outcome, replayed, escalation, position } = result;
    if (replayed) reply.header('idempotency-replayed', 'true');
    const current = await this.currentState(call, escalation);
    return { ...escalationView(escalationId, escalation, position, now, current), outcome, replayed };
  }

  /** An escalation of a journey that its caller may read. */
  private async find(call: IncomingCall, escalationId: string): Promise<Found & { readonly state: EscalationState }> {
    const reading = this.executor.read(call.tenant, escalationId);
    const found = await withinBudget(reading, this.gateway.budget(call));
    if (found?.state === undefined || !mayUse(call, found.state.request.definitionId)) throw notFound(escalationId);
    return { ...found, state: found.state };
  }

  /** From the journey's own stream; null if it cannot be read, which must not hide its escalation. */
  private async currentState(call: IncomingCall, { request }: EscalationState): Promise<string | null> {
    const journey = await this.gateway.journey(call, request.sessionId).catch(() => undefined);
    return journey?.stateId ?? null;
  }
}

function claimantOf({ call, given }: SentCommand<{ readonly claimant?: string | null }>): string {
  return given.claimant ?? call.actor.subject;
}

function notFound(escalationId: string): Problem {
  return new Problem('ESCALATION_NOT_FOUND', `There is no escalation ${escalationId}; GET /v1/escalations lists them.`);
}
