import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CLOCK, type Clock } from '@ledger/runtime';
import { EVENT_STORE, UpcasterRegistry, type EventStore } from '@ledger/event-store';
import { maskedContext, type JourneyResult, type OperationCommand } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import {
  BatchOperations,
  DEFAULT_SLOWER_THAN,
  operationResults,
  type DryRun,
  type LoadedOperation,
  type OperationCaller,
  type ResultsPlace,
  type UnfitDraft,
} from '@ledger/batch-operations';
import { OPERATION_QUERIES, type OperationQueries } from '@ledger/projections';
import { MaskedViews } from '../access/masked-views';
import { keysOf, Noting, type NoteRead } from '../accesses/what-was-read';
import { body } from '../http/body.pipe';
import { givenCommandId, sessionIdFor } from '../http/command-ids';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { operationIdParameter } from '../http/path-parameters';
import { pageOf, pageSize, type Page } from '../http/paged-query';
import { Problem, unavailable, validationProblem } from '../http/problem';
import { query } from '../http/query.pipe';
import { ReadModelAccess } from '../http/read-model-access';
import { commandWithin, withinBudget } from '../http/request-budget';
import { sentTo, type SentCommand } from '../http/sent-command';
import type { Given } from '../http/validated';
import { operationView } from './operation-view';
import {
  DEFAULT_RATE,
  draftOf,
  OperationBody,
  OperationListQuery,
  OperationResultsQuery,
  OperationStepBody,
  stuckReasons,
  StuckQuery,
} from './operation.bodies';
import type { Operation, OperationDryRun, StuckJourney } from './operation.schemas';
import { OPERATION_CALLS } from './operations.api';
import { mayUse } from '@ledger/access';
import { sightOf } from '../access/credential-bounds';
import { withinBounds } from './bounded-draft';

/** Milliseconds that a call may take here: a dry run decides on every journey that it finds. */
const BUDGET_MS = 120_000;

/** To a caller that may not read the request for which its id stands. */
const TAKEN_ID = 'This commandId stands for another request; send a new id with a new request.';

type Step = Extract<OperationCommand, { type: 'PauseOperation' | 'ResumeOperation' | 'CancelOperation' }>;

type SentStep = SentCommand<Given<typeof OperationStepBody>>;
const Sent = sentTo(['operationId', operationIdParameter]);

@Controller('v1/operations')
export class OperationsController {
  private readonly upcasters = new UpcasterRegistry();

  constructor(
    private readonly batches: BatchOperations,
    private readonly readModels: ReadModelAccess,
    private readonly views: MaskedViews,
    @Inject(OPERATION_QUERIES) private readonly operations: OperationQueries,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('stuck')
  @OPERATION_CALLS.stuck
  async stuck(
    @Incoming() call: IncomingCall,
    @Query(query(StuckQuery)) asked: Given<typeof StuckQuery>,
    @Noting() note: NoteRead,
  ): Promise<Page<'journeys', StuckJourney>> {
    const sight = sightOf(call);
    const { state: stateId, definitionId, channel, cursor } = asked;
    const now = this.clock.now().toISOString();
    const kinds = stuckReasons(asked.reason ?? 'any');
    const slowerThan = asked.slowerThan ?? DEFAULT_SLOWER_THAN;
    const { rows, nextCursor } = await this.readModels.ask(call, asked.atLeast, async (models) => {
      const stuck = await models.stuckRules({ sight, kinds, slowerThan, now, definitionId });
      const sort = { by: 'enteredAt', descending: false } as const;
      const search = { sight, stateId, definitionId, channel, stuck, now, sort, cursor, limit: pageSize(asked) };
      return models.searchStuckJourneys(search);
    });
    note({ sessionIds: keysOf(rows), count: rows.length });
    return pageOf('journeys', await this.views.journeys(call, rows), nextCursor);
  }

  @Post()
  @OPERATION_CALLS.request
  async request(
    @Incoming() call: IncomingCall,
    @Body(body(OperationBody)) given: Given<typeof OperationBody>,
    @Noting() note: NoteRead,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const draft = withinBounds(call, draftOf(given));
    if (given.dryRun !== false) {
      const dryRun = fit<DryRun>(await withinBudget(this.batches.dryRun(sightOf(call), draft), BUDGET_MS));
      note({ sessionIds: keysOf(dryRun.sample), count: dryRun.sample.length });
      reply.code(200).send({ dryRun: true, ...dryRun } satisfies OperationDryRun);
      return;
    }
    const commandId = givenCommandId(given.commandId, call.idempotencyKey) ?? randomUUID();
    const operationId = sessionIdFor(call.tenant, commandId);
    const { subject, clientId } = call.actor;
    const requestedBy = defined({ subject, clientId });
    const asked = { ...draft, operationId, requestedBy, ratePerSecond: given.ratePerSecond ?? DEFAULT_RATE };
    const asking = this.batches.request(sightOf(call), asked, given.token ?? undefined, callerOf(call));
    const { decision, operation } = fit(await commandWithin(asking, BUDGET_MS, { commandId }));
    if (decision.kind === 'conflict') throw unavailable(decision.reason);
    if (decision.kind === 'refused') {
      const isOwn = mayUse(call, operation?.state.request.filter.definitionId);
      throw new Problem(decision.code, isOwn ? decision.reason : TAKEN_ID);
    }
    if (operation === undefined) throw operationNotFound(operationId);
    if (decision.kind === 'nothing') reply.header('idempotency-replayed', 'true');
    reply
      .code(202)
      .header('location', `/v1/operations/${operationId}`)
      .send(await this.view(call, operation));
  }

  @Get()
  @OPERATION_CALLS.list
  async list(
    @Incoming() call: IncomingCall,
    @Query(query(OperationListQuery)) asked: Given<typeof OperationListQuery>,
  ): Promise<Page<'operations', Operation>> {
    const { status, cursor } = asked;
    const search = { sight: sightOf(call), status, cursor, limit: pageSize(asked) };
    const { rows, nextCursor } = await this.readModels.ask(call, asked.atLeast, () =>
      this.operations.operations(search),
    );
    const operations = await Promise.all(rows.map((row) => this.view(call, row)));
    return pageOf('operations', operations, nextCursor);
  }

  @Get(':operationId')
  @OPERATION_CALLS.read
  async read(
    @Incoming() call: IncomingCall,
    @Param('operationId', operationIdParameter) operationId: string,
  ): Promise<Operation> {
    return this.view(call, await this.find(call, operationId));
  }

  @Get(':operationId/journeys')
  @OPERATION_CALLS.results
  async results(
    @Incoming() call: IncomingCall,
    @Param('operationId', operationIdParameter) operationId: string,
    @Query(query(OperationResultsQuery)) asked: Given<typeof OperationResultsQuery>,
    @Noting() note: NoteRead,
  ): Promise<Page<'journeys', JourneyResult>> {
    const from = asked.cursor === undefined ? undefined : placeOf(asked.cursor);
    const { state } = await this.find(call, operationId);
    const ports = { store: this.store, upcasters: this.upcasters };
    const page = { from, outcome: asked.outcome, limit: pageSize(asked) };
    const { results, next } = await withinBudget(operationResults(ports, call.tenant, state, page), BUDGET_MS);
    note({ sessionIds: keysOf(results), count: results.length });
    return pageOf('journeys', results, next && cursorOf(next));
  }

  @Post(':operationId/pause')
  @HttpCode(200)
  @OPERATION_CALLS.pause
  pause(@Sent(OperationStepBody) sent: SentStep): Promise<Operation> {
    return this.tell(sent, 'PauseOperation');
  }

  @Post(':operationId/resume')
  @HttpCode(200)
  @OPERATION_CALLS.resume
  resume(@Sent(OperationStepBody) sent: SentStep): Promise<Operation> {
    return this.tell(sent, 'ResumeOperation');
  }

  @Post(':operationId/cancel')
  @HttpCode(200)
  @OPERATION_CALLS.cancel
  cancel(@Sent(OperationStepBody) sent: SentStep): Promise<Operation> {
    return this.tell(sent, 'CancelOperation');
  }

  private async tell({ call, id: operationId, given }: SentStep, type: Step['type']): Promise<Operation> {
    const commandId = givenCommandId(given.commandId, call.idempotencyKey);
    const step: Step = defined({ type, reason: given.reason ?? undefined, commandId });
    // What an operation is over never changes.
    if (call.definitions !== undefined) await this.find(call, operationId);
    const telling = this.batches.tell(call.tenant, operationId, step, callerOf(call));
    const { decision, operation } = await withinBudget(telling, BUDGET_MS);
    if (operation === undefined) throw operationNotFound(operationId);
    if (decision.kind === 'conflict') throw unavailable(decision.reason);
    if (decision.kind === 'refused') throw new Problem(decision.code, decision.reason);
    return this.view(call, operation);
  }

  /** An operation over journeys that its caller may read. */
  private async find(call: IncomingCall, operationId: string): Promise<LoadedOperation> {
    const operation = await withinBudget(this.batches.get(call.tenant, operationId), BUDGET_MS);
    if (operation === undefined || !mayUse(call, operation.state.request.filter.definitionId)) {
      throw operationNotFound(operationId);
    }
    return operation;
  }

  private async view(
    call: IncomingCall,
    { state, position }: Pick<LoadedOperation, 'state'> & { readonly position: string },
  ): Promise<Operation> {
    const view = operationView(state, position, this.clock.now());
    if (view.target?.set === undefined) return view;
    const hidden = await this.views.hiddenOfDefinition(call, view.filter.definitionId);
    const { shown: set, masked } = maskedContext(view.target.set, hidden);
    return masked.length === 0 ? view : { ...view, target: { ...view.target, set, masked } };
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
  return new Problem(
    'OPERATION_NOT_FOUND',
    `There is no batch operation ${operationId}; GET /v1/operations lists them.`,
  );
}

function cursorOf({ revision, index }: ResultsPlace): string {
  return `${revision}.${index}`;
}

function placeOf(cursor: string): ResultsPlace {
  const place = /^(\d{1,15})\.(\d{1,6})$/.exec(cursor);
  if (place === null) throw validationProblem('cursor must be the nextCursor of the page before.');
  return { revision: BigInt(place[1] ?? ''), index: Number(place[2]) };
}
