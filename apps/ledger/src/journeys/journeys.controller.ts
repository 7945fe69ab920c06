import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GetJourney, type CommandReply, type JourneyCommandRequest } from '@ledger/command-handling';
import type { Context, JourneyView } from '@ledger/journey';
import { dto } from '../http/body.pipe';
import { CommandGateway, journeyNotFound, type Lock } from '../http/command-gateway';
import { givenCommandId, sessionIdFor } from '../http/command-ids';
import { succeeded, type CommandResult } from '../http/command-outcome';
import { entityTag, noneMatchHolds } from '../http/entity-tags';
import { Incoming, incomingCall, type IncomingCall } from '../http/incoming-call';
import { checkedSessionId, sessionIdParameter } from '../http/path-parameters';
import { validationProblem } from '../http/problem';
import { query } from '../http/query.pipe';
import { withinBudget } from '../http/request-budget';
import { validated } from '../http/validated';
import { AsOfQuery, asOfOf } from './as-of.query';
import {
  ChannelBody,
  DeadlineBody,
  MigrateBody,
  MoveBody,
  RestartBody,
  StartBody,
  TransitionBody,
} from './journey.bodies';
import { JOURNEY_CALLS } from './journeys.api';
import {
  channelRequest,
  contextRequest,
  deadlineRequest,
  migrateRequest,
  moveRequest,
  restartRequest,
  startRequest,
  transitionRequest,
  type CommandOrigin,
} from './journey-requests';

/** Members of a conflict's problem document: the journey as it stands. */
const current = (journey: JourneyView): object => ({ journey });

/** Journeys as resources: start, read, and every command. */
@Controller('v1/journeys')
export class JourneysController {
  constructor(
    private readonly gateway: CommandGateway,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @JOURNEY_CALLS.start
  async start(
    @Incoming() call: IncomingCall,
    @Body(dto(StartBody)) body: StartBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const commandId = givenCommandId(body.commandId, call.idempotencyKey);
    const sessionId = body.sessionId ?? sessionIdFor(call.tenant, commandId, randomUUID);
    const result = await this.gateway.execute(startRequest({ call, sessionId, commandId }, body), call.deadlineMs);
    if (result.outcome === 'CREATED') reply.header('location', `/v1/journeys/${encodeURIComponent(sessionId)}`);
    this.answer(reply, result, 'body', result.outcome === 'CREATED' && !result.replayed ? 201 : 200);
  }

  @Get(':sessionId')
  @JOURNEY_CALLS.read
  async read(
    @Incoming() call: IncomingCall,
    @Param('sessionId', sessionIdParameter) sessionId: string,
    @Query(query(AsOfQuery, ['asOfRevision'])) asOfQuery: AsOfQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asOf = asOfOf(asOfQuery);
    const view = this.queries.execute(new GetJourney(call.tenant, sessionId, asOf));
    const journey = await withinBudget(view, this.gateway.budget(call.deadlineMs));
    if (journey === undefined) throw journeyNotFound(sessionId);
    reply.header('etag', entityTag(journey.revision)).header('cache-control', 'no-cache');
    if (noneMatchHolds(call.ifNoneMatch, journey.revision) && asOf === undefined) reply.code(304).send();
    else reply.send(journey);
  }

  @Post(':sessionId/transitions')
  @JOURNEY_CALLS.transition
  transition(
    @Req() request: FastifyRequest<{ Params: { sessionId: string } }>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // Nest awaits every parameter that has a decorator of its own: the busiest of all calls reads them itself.
    const call = incomingCall(request);
    const sessionId = checkedSessionId(request.params.sessionId);
    const body = validated(TransitionBody, request.body ?? {});
    return this.command(call, sessionId, body, reply, (origin, lock) => transitionRequest(origin, lock, body));
  }

  @Patch(':sessionId/context')
  @JOURNEY_CALLS.context
  context(
    @Incoming() call: IncomingCall,
    @Param('sessionId', sessionIdParameter) sessionId: string,
    @Body() patch: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
      throw validationProblem('The body should be a JSON merge patch: an object of context properties.');
    }
    return this.command(call, sessionId, {}, reply, (origin, lock) =>
      contextRequest(origin, lock, patch as Context, {}),
    );
  }

  @Post(':sessionId/channel')
  @JOURNEY_CALLS.channel
  channel(
    @Incoming() call: IncomingCall,
    @Param('sessionId', sessionIdParameter) sessionId: string,
    @Body(dto(ChannelBody)) body: ChannelBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.command(call, sessionId, body, reply, (origin, lock) => channelRequest(origin, lock, body));
  }

  @Post(':sessionId/deadline')
  @JOURNEY_CALLS.deadline
  deadline(
    @Incoming() call: IncomingCall,
    @Param('sessionId', sessionIdParameter) sessionId: string,
    @Body(dto(DeadlineBody)) body: DeadlineBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.command(call, sessionId, body, reply, (origin, lock) => deadlineRequest(origin, lock, body));
  }

  @Post(':sessionId/restart')
  @JOURNEY_CALLS.restart
  restart(
    @Incoming() call: IncomingCall,
    @Param('sessionId', sessionIdParameter) sessionId: string,
    @Body(dto(RestartBody)) body: RestartBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.command(call, sessionId, body, reply, (origin, lock) => restartRequest(origin, lock, body));
  }

  @Post(':sessionId/move')
  @JOURNEY_CALLS.move
  move(
    @Incoming() call: IncomingCall,
    @Param('sessionId', sessionIdParameter) sessionId: string,
    @Body(dto(MoveBody)) body: MoveBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.command(call, sessionId, body, reply, (origin, lock) => moveRequest(origin, lock, body));
  }

  @Post(':sessionId/migrate')
  @JOURNEY_CALLS.migrate
  migrate(
    @Incoming() call: IncomingCall,
    @Param('sessionId', sessionIdParameter) sessionId: string,
    @Body(dto(MigrateBody)) body: MigrateBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.command(call, sessionId, body, reply, (origin, lock) => migrateRequest(origin, lock, body));
  }

  /** Lock, command, answer: the way of every command but the start. */
  private async command(
    call: IncomingCall,
    sessionId: string,
    body: { readonly expectedRevision?: number | null; readonly commandId?: string | null },
    reply: FastifyReply,
    requestOf: (origin: CommandOrigin, lock: Lock) => JourneyCommandRequest,
  ): Promise<void> {
    const commandId = givenCommandId(body.commandId, call.idempotencyKey);
    const lock = await this.gateway.lock(call, sessionId, body.expectedRevision, current);
    const result = await this.gateway.execute(requestOf({ call, sessionId, commandId }, lock), call.deadlineMs);
    this.answer(reply, result, lock.source, 200);
  }

  private answer(reply: FastifyReply, result: CommandReply, lock: Lock['source'], status: number): void {
    const journey = succeeded(result, lock, current);
    const { outcome, replayed, events } = result;
    if (replayed) reply.header('idempotency-replayed', 'true');
    reply.code(status).header('etag', entityTag(journey.revision));
    reply.send({ ...journey, outcome, replayed, events } satisfies CommandResult);
  }
}
