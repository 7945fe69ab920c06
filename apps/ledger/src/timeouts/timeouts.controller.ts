import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  abortsNotConfirmed,
  RuledDefinitions,
  type ChangeCaller,
  type OverrideRequest,
  type ProspectiveRules,
  type RemovalRequest,
  type TimeoutOutcome,
  type TimeoutRefusal,
} from '@ledger/command-handling';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { defined } from '@ledger/plain-data';
import { ANALYTICS_QUERIES, type AnalyticsQueries } from '@ledger/projections';
import { keysOf, Noting, type NoteRead } from '../accesses/what-was-read';
import { body } from '../http/body.pipe';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { operatorCaller } from '../http/operator-caller';
import { definitionIdParameter } from '../http/path-parameters';
import { definitionNotFound, Problem, validationProblem } from '../http/problem';
import { query } from '../http/query.pipe';
import { ReadModelAccess } from '../http/read-model-access';
import { withinBudget } from '../http/request-budget';
import type { Given } from '../http/validated';
import { OverrideBody, OverrideQuery, PauseBody, RemovalQuery } from './timeout.bodies';
import type {
  DefinitionTimeouts,
  StateTimeout,
  TenantTimeouts,
  TimeoutChangeReply,
  TimeoutPreview,
} from './timeout.schemas';
import { changeReply, changeView, refused, stateTimeoutView } from './timeout.view';
import { TIMEOUT_CALLS } from './timeouts.api';
import { sightOf } from '../access/credential-bounds';

/** Milliseconds that a preview may take: a million journeys may wait. */
const PREVIEW_BUDGET_MS = 60_000;

type Place = { readonly definitionId: string; readonly stateId: string };
@Controller('v1')
export class TimeoutsController {
  constructor(
    private readonly definitions: RuledDefinitions,
    private readonly readModels: ReadModelAccess,
    @Inject(ANALYTICS_QUERIES) private readonly analytics: AnalyticsQueries,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Get('definitions/:definitionId/timeouts')
  @TIMEOUT_CALLS.list
  async list(
    @Incoming() call: IncomingCall,
    @Param('definitionId', definitionIdParameter) definitionId: string,
  ): Promise<DefinitionTimeouts> {
    const { states, history, ...timeouts } = await this.timeoutsOf(call, definitionId);
    return { ...timeouts, states: states.map(stateTimeoutView), history: history.map(changeView) };
  }

  @Get('definitions/:definitionId/timeouts/:stateId')
  @TIMEOUT_CALLS.read
  async read(
    @Incoming() call: IncomingCall,
    @Param('definitionId', definitionIdParameter) definitionId: string,
    @Param('stateId') stateId: string,
  ): Promise<StateTimeout> {
    const { states, history, ...timeouts } = await this.timeoutsOf(call, definitionId);
    const state = states.find((one) => one.stateId === stateId);
    if (state === undefined) {
      throw new Problem(
        'STATE_NOT_FOUND',
        `Journeys of ${definitionId} do not wait in a state ${stateId.slice(0, 200)}.`,
      );
    }
    const own = history.filter((change) => change.stateId === stateId).map(changeView);
    return { ...timeouts, ...stateTimeoutView(state), history: own };
  }

  @Put('definitions/:definitionId/timeouts/:stateId')
  @TIMEOUT_CALLS.override
  async override(
    @Incoming() call: IncomingCall,
    @Param('definitionId', definitionIdParameter) definitionId: string,
    @Param('stateId') stateId: string,
    @Query(query(OverrideQuery)) { preview, atLeast }: Given<typeof OverrideQuery>,
    @Body(body(OverrideBody)) given: Given<typeof OverrideBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Noting() note: NoteRead,
  ): Promise<TimeoutChangeReply | TimeoutPreview> {
    const { after, applyTo, grace, reason } = given;
    const request: OverrideRequest = {
      definitionId,
      stateId,
      after,
      applyTo,
      ...defined({ grace: grace ?? undefined }),
      reason,
    };
    const { overrides } = this.definitions;
    if (preview === 'true') {
      const prospect = await overrides.rulesUnderOverride(call.tenant, request);
      return this.preview(call, atLeast, request, prospect, note);
    }
    const objection = applyTo === 'new' ? undefined : this.objectionTo(call, request, given);
    return settled(
      reply,
      await overrides.override(call.tenant, request, { ...operatorCaller(call, given), objection }),
    );
  }

  @Delete('definitions/:definitionId/timeouts/:stateId')
  @TIMEOUT_CALLS.remove
  async remove(
    @Incoming() call: IncomingCall,
    @Param('definitionId', definitionIdParameter) definitionId: string,
    @Param('stateId') stateId: string,
    @Query(query(RemovalQuery)) asked: Given<typeof RemovalQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Noting() note: NoteRead,
  ): Promise<TimeoutChangeReply | TimeoutPreview> {
    const { preview, reason, grace, overrideRevision } = asked;
    const request: RemovalRequest = defined({ definitionId, stateId, grace, overrideRevision, reason: reason ?? '' });
    const { overrides } = this.definitions;
    if (preview === 'true') {
      const prospect = await overrides.rulesUnderRemoval(call.tenant, request);
      return this.preview(call, asked.atLeast, request, prospect, note);
    }
    if (reason === undefined) throw validationProblem('The query parameter reason is missing.');
    const objection = this.objectionTo(call, request, asked);
    return settled(reply, await overrides.remove(call.tenant, request, { ...operatorCaller(call, asked), objection }));
  }

  @Get('timeouts')
  @TIMEOUT_CALLS.tenant
  async tenant(@Incoming() { tenant }: IncomingCall): Promise<TenantTimeouts> {
    const { history, ...view } = await this.definitions.tenantTimeouts.read(tenant);
    return { ...view, history: history.map(changeView) };
  }

  @Post('timeouts/pause')
  @HttpCode(200)
  @TIMEOUT_CALLS.pause
  async pause(
    @Incoming() call: IncomingCall,
    @Body(body(PauseBody)) given: Given<typeof PauseBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TimeoutChangeReply> {
    return settled(
      reply,
      await this.definitions.tenantTimeouts.pause(call.tenant, given.reason, operatorCaller(call, given)),
    );
  }

  @Post('timeouts/resume')
  @HttpCode(200)
  @TIMEOUT_CALLS.resume
  async resume(
    @Incoming() call: IncomingCall,
    @Body(body(PauseBody)) given: Given<typeof PauseBody>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TimeoutChangeReply> {
    return settled(
      reply,
      await this.definitions.tenantTimeouts.resume(call.tenant, given.reason, operatorCaller(call, given)),
    );
  }

  private async timeoutsOf({ tenant }: IncomingCall, definitionId: string) {
    const timeouts = await this.definitions.overrides.list(tenant, definitionId);
    if (timeouts !== undefined) return timeouts;
    throw definitionNotFound(definitionId);
  }

  /** Journeys of live callers would time out at once: refused unless the operator confirmed as many. */
  private objectionTo(
    call: IncomingCall,
    { definitionId, stateId, grace }: Place & { readonly grace?: string },
    { confirmAborting }: { readonly confirmAborting?: number | null },
  ): ChangeCaller['objection'] {
    // With a grace there are none.
    if (grace !== undefined) return undefined;
    const confirmed = confirmAborting ?? undefined;
    return async (prospect) => {
      const head = await this.store.lastPosition();
      if (head !== undefined) await this.readModels.await(call, head);
      const { abortingAtOnce } = await this.affected(call, { definitionId, stateId }, prospect);
      return abortingAtOnce > (confirmed ?? 0) ? abortsNotConfirmed(abortingAtOnce, confirmed) : undefined;
    };
  }

  private affected(call: IncomingCall, { definitionId, stateId }: Place, { rules, at: now }: ProspectiveRules) {
    const asking = this.analytics.timeoutPreview({ sight: sightOf(call), definitionId, stateId, rules, now });
    return withinBudget(asking, PREVIEW_BUDGET_MS);
  }

  private async preview(
    call: IncomingCall,
    atLeast: string | undefined,
    place: Place,
    prospect: ProspectiveRules | TimeoutRefusal,
    note: NoteRead,
  ): Promise<TimeoutPreview> {
    if ('kind' in prospect) throw refused(prospect);
    await this.readModels.ask(call, atLeast, () => Promise.resolve());
    const affected = await this.affected(call, place, prospect);
    note({ sessionIds: keysOf(affected.sample), count: affected.sample.length });
    return { preview: true, at: prospect.at, ...affected };
  }
}

function settled(reply: FastifyReply, outcome: TimeoutOutcome): TimeoutChangeReply {
  if (outcome.kind === 'repeated') reply.header('idempotency-replayed', 'true');
  return changeReply(outcome);
}
