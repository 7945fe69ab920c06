import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CLOCK, type Clock } from '@ledger/runtime';
import { EVENT_STORE, UpcasterRegistry, type EventStore } from '@ledger/event-store';
import type { JourneyResult, OperationCommand } from '@ledger/journey';
import {
  BatchOperations,
  operationResults,
  type DryRun,
  type LoadedOperation,
  type OperationCaller,
  type ResultsPlace,
  type UnfitDraft,
} from '@ledger/batch-operations';
import { OPERATION_QUERIES, type OperationQueries, type StuckJourney } from '@ledger/projections';
import { dto } from '../http/body.pipe';
import { givenCommandId, sessionIdFor } from '../http/command-ids';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { operationIdParameter } from '../http/path-parameters';
import { Problem, unavailable, validationProblem } from '../http/problem';
import { query } from '../http/query.pipe';
import { ReadModelAccess } from '../http/read-model-access';
import { withinBudget } from '../http/request-budget';
import { pageSize } from '../journeys/journey-search.query';
import { operationView, type OperationView } from './operation-view';
import {
  DEFAULT_RATE,
  draftOf,
  OperationBody,
  OperationListQuery,
  OperationResultsQuery,
  OperationStepBody,
  slowerThanOf,
  stuckKinds,
  StuckQuery,
} from './operation.bodies';
import { OPERATION_CALLS } from './operations.api';

/** Milliseconds that an operator's question may take: a dry run decides on every journey that it finds. */
const BUDGET_MS = 120_000;

interface Page<Name extends string, Row> {
  readonly rows: Readonly<Record<Name, readonly Row[]>>;
}
type NamedPage<Name extends string, Row> = Page<Name, Row>['rows'] & { readonly nextCursor?: string };

type Step = Extract<OperationCommand, { type: 'PauseOperation' | 'ResumeOperation' | 'CancelOperation' }>;

/** What operators do to many journeys at once, and which are worth it. */
@Controller('v1/operations')
export class OperationsController {
  private readonly upcasters = new UpcasterRegistry();

  constructor(
    private readonly batches: BatchOperations,
    private readonly readModels: ReadModelAccess,
    @Inject(OPERATION_QUERIES) private readonly operations: OperationQueries,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('stuck')
  @OPERATION_CALLS.stuck
  async stuck(
    @Incoming() call: IncomingCall,
    @Query(query(StuckQuery, ['limit'])) asked: StuckQuery,
  ): Promise<NamedPage<'journeys', StuckJourney>> {
    const { tenant } = call;
    const { state: stateId, definitionId, channel, cursor } = asked;
    const now = this.clock.now().toISOString();
    const kinds = stuckKinds(asked.reason ?? 'any');
    const slowerThan = slowerThanOf(asked.slowerThan);
    const { rows, nextCursor } = await this.readModels.ask(call, asked.atLeast, async (models) => {
      const stuck = await models.stuckRules({ tenant, kinds, slowerThan, now, definitionId });
      const sort = { by: 'enteredAt', descending: false } as const;
      const search = { tenant, stateId, definitionId, channel, stuck, now, sort, cursor, limit: pageSize(asked) };
      return models.searchStuckJourneys(search);
    });
    return nextCursor === undefined ? { journeys: rows } : { journeys: rows, nextCursor };
  }

  @Post()
  @OPERATION_CALLS.request
  async request(
    @Incoming() call: IncomingCall,
    @Body(dto(OperationBody)) body: OperationBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const draft = draftOf(body);
    if (body.dryRun !== false) {
      const dryRun = fit<DryRun>(await withinBudget(this.batches.dryRun(call.tenant, draft), BUDGET_MS));
      reply.code(200).send({ dryRun: true, ...dryRun });
      return;
    }
    const commandId = givenCommandId(body.commandId, call.idempotencyKey);
    const operationId = sessionIdFor(call.tenant, commandId, randomUUID);
    const { subject, clientId } = call.actor;
    const requestedBy = { subject, ...(clientId === undefined ? {} : { clientId }) };
    const asked = { ...draft, operationId, requestedBy, ratePerSecond: body.ratePerSecond ?? DEFAULT_RATE };
    const asking = this.batches.request(call.tenant, asked, body.token ?? undefined, callerOf(call));
    const { decision, operation } = fit(await withinBudget(asking, BUDGET_MS));
    if (decision.kind === 'conflict') throw unavailable(decision.reason);
    if (operation === undefined) throw operationNotFound(operationId);
    if (decision.kind === 'nothing') reply.header('idempotency-replayed', 'true');
    reply.code(202).header('location', `/v1/operations/${operationId}`).send(this.view(operation));
  }

  @Get()
  @OPERATION_CALLS.list
  async list(
    @Incoming() call: IncomingCall,
    @Query(query(OperationListQuery, ['limit'])) asked: OperationListQuery,
  ): Promise<NamedPage<'operations', OperationView>> {
    const { status, cursor } = asked;
    const search = { tenant: call.tenant, status, cursor, limit: pageSize(asked) };
    const { rows, nextCursor } = await this.readModels.ask(call, asked.atLeast, () =>
      this.operations.operations(search),
    );
    const operations = rows.map(({ state, position }) => operationView(state, position, this.clock.now()));
    return nextCursor === undefined ? { operations } : { operations, nextCursor };
  }

  @Get(':operationId')
  @OPERATION_CALLS.read
  async read(
    @Incoming() call: IncomingCall,
    @Param('operationId', operationIdParameter) operationId: string,
  ): Promise<OperationView> {
    return this.view(await this.find(call, operationId));
  }

  @Get(':operationId/journeys')
  @OPERATION_CALLS.results
  async results(
    @Incoming() call: IncomingCall,
    @Param('operationId', operationIdParameter) operationId: string,
    @Query(query(OperationResultsQuery, ['limit'])) asked: OperationResultsQuery,
  ): Promise<NamedPage<'journeys', JourneyResult>> {
    const from = asked.cursor === undefined ? undefined : placeOf(asked.cursor);
    const { state } = await this.find(call, operationId);
    const ports = { store: this.store, upcasters: this.upcasters };
    const page = { from, outcome: asked.outcome, limit: pageSize(asked) };
    const { results, next } = await withinBudget(operationResults(ports, call.tenant, state, page), BUDGET_MS);
    return next === undefined ? { journeys: results } : { journeys: results, nextCursor: cursorOf(next) };
  }

  @Post(':operationId/pause')
  @HttpCode(200)
  @OPERATION_CALLS.pause
  pause(
    @Incoming() call: IncomingCall,
    @Param('operationId', operationIdParameter) operationId: string,
    @Body(dto(OperationStepBody)) { reason }: OperationStepBody,
  ): Promise<OperationView> {
    return this.tell(call, operationId, { type: 'PauseOperation', reason: reason ?? undefined });
  }

  @Post(':operationId/resume')
  @HttpCode(200)
  @OPERATION_CALLS.resume
  resume(
    @Incoming() call: IncomingCall,
    @Param('operationId', operationIdParameter) operationId: string,
  ): Promise<OperationView> {
    return this.tell(call, operationId, { type: 'ResumeOperation' });
  }

  @Post(':operationId/cancel')
  @HttpCode(200)
  @OPERATION_CALLS.cancel
  cancel(
    @Incoming() call: IncomingCall,
    @Param('operationId', operationIdParameter) operationId: string,
    @Body(dto(OperationStepBody)) { reason }: OperationStepBody,
  ): Promise<OperationView> {
    return this.tell(call, operationId, { type: 'CancelOperation', reason: reason ?? undefined });
  }

  private async tell(call: IncomingCall, operationId: string, step: Step): Promise<OperationView> {
    const telling = this.batches.tell(call.tenant, operationId, step, callerOf(call));
    const { decision, operation } = await withinBudget(telling, BUDGET_MS);
    if (operation === undefined) throw operationNotFound(operationId);
    if (decision.kind === 'conflict') throw unavailable(decision.reason);
    if (decision.kind === 'refused') throw new Problem('OPERATION_ENDED', decision.reason);
    return this.view(operation);
  }

  private async find({ tenant }: IncomingCall, operationId: string): Promise<LoadedOperation> {
    const operation = await withinBudget(this.batches.get(tenant, operationId), BUDGET_MS);
    if (operation === undefined) throw operationNotFound(operationId);
    return operation;
  }

  private view({ state, position }: LoadedOperation): OperationView {
    return operationView(state, position, this.clock.now());
  }
}

function callerOf({ actor, correlationId, causationId }: IncomingCall): OperationCaller {
  return { actor: { ...actor, kind: 'operator' }, correlationId, causationId };
}

function fit<T extends object>(answer: T | UnfitDraft): T {
  if ('code' in answer && 'reason' in answer) throw new Problem(answer.code, answer.reason);
  return answer;
}

function operationNotFound(operationId: string): Problem {
  return new Problem('OPERATION_NOT_FOUND', `There is no operation ${operationId}: GET /v1/operations lists them.`);
}

function cursorOf({ revision, index }: ResultsPlace): string {
  return `${revision}.${index}`;
}

function placeOf(cursor: string): ResultsPlace {
  const place = /^(\d{1,15})\.(\d{1,6})$/.exec(cursor);
  if (place === null) throw validationProblem('cursor should be nextCursor of the page before.');
  return { revision: BigInt(place[1] ?? ''), index: Number(place[2]) };
}
