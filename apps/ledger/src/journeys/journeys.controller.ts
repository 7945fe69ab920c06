import { randomUUID } from 'node:crypto';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CommandReply, JourneyCommandRequest } from '@ledger/command-handling';
import type { Context, JourneyView } from '@ledger/journey';
import { defined, extended } from '@ledger/plain-data';
import { body } from '../http/body.pipe';
import { CommandGateway, underLock, type Lock } from '../http/command-gateway';
import { givenCommandId, sessionIdFor } from '../http/command-ids';
import { accepted, resumedBy } from '../http/command-outcome';
import { entityTag, journeyTag, noneMatchHolds } from '../http/entity-tags';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { aliasParameter, sessionIdParameter } from '../http/path-parameters';
import { validationProblem } from '../http/problem';
import { sentCommand, sentTo, type SentCommand } from '../http/sent-command';
import { sentValue } from '../http/sent-value';
import { query } from '../http/query.pipe';
import type { Given } from '../http/validated';
import type { Reply } from '../openapi/schema-parts';
import { AsOfQuery, asOfOf } from './as-of.query';
import {
  AliasBody,
  AliasRemovalQuery,
  ChannelBody,
  DeadlineBody,
  MigrateBody,
  MoveBody,
  RestartBody,
  StartBody,
  TransitionBody,
  type CommandFields,
} from './journey.bodies';
import type { CommandResult, Journey } from './journey.schemas';
import { JOURNEY_CALLS } from './journeys.api';
import { noSuchRevision } from './no-such-revision';
import {
  aliasRequest,
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

/** Members of a conflict's problem document: the journey as it is. */
const current = (journey: JourneyView): { readonly journey: Reply<typeof Journey> } => ({ journey });

const SESSION = ['sessionId', sessionIdParameter] as const;
const Sent = sentTo(SESSION);

@Controller('v1/journeys')
export class JourneysController {
  constructor(private readonly gateway: CommandGateway) {}

  @Post()
  @JOURNEY_CALLS.start
  async start(
    @Incoming() call: IncomingCall,
    @Body(body(StartBody)) given: Given<typeof StartBody>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const ownId = givenCommandId(given.commandId, call.idempotencyKey);
    const commandId = given.sessionId == null ? (ownId ?? randomUUID()) : ownId;
    const sessionId = given.sessionId ?? sessionIdFor(call.tenant, commandId ?? '', given.aliases ?? []);
    const result = await this.gateway.execute(startRequest({ call, sessionId, commandId }, given), call);
    if (result.outcome === 'CREATED') {
      const created = result.journey?.sessionId ?? sessionId;
      reply.header('location', `/v1/journeys/${encodeURIComponent(created)}`);
    }
    this.answer(reply, result, 'body', result.outcome === 'CREATED' && !result.replayed ? 201 : 200);
  }

  @Get(':sessionId')
  @JOURNEY_CALLS.read
  async read(
    @Incoming() call: IncomingCall,
    @Param('sessionId', sessionIdParameter) sessionId: string,
    @Query(query(AsOfQuery)) asOfQuery: Given<typeof AsOfQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asOf = asOfOf(asOfQuery);
    const journey = await this.gateway.journey(call, sessionId, asOf);
    if (journey === undefined) {
      const revision = asOf !== undefined && 'revision' in asOf ? asOf.revision : undefined;
      throw await noSuchRevision(this.gateway, call, sessionId, revision);
    }
    const tag = journeyTag(journey);
    reply.header('etag', entityTag(tag)).header('cache-control', 'no-cache');
    if (noneMatchHolds(call.ifNoneMatch, tag) && asOf === undefined) reply.code(304).send();
    else reply.send(journey satisfies Reply<typeof Journey>);
  }

  @Post(':sessionId/transitions')
  @JOURNEY_CALLS.transition
  transition(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    // Nest awaits each decorated parameter; the busiest call reads its own.
    return this.command(sentCommand(request, TransitionBody, SESSION), reply, transitionRequest);
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
      throw validationProblem(`The body must be an object of context properties; you sent ${sentValue(patch)}.`);
    }
    return this.command({ call, id: sessionId, given: {} }, reply, (origin, lock, given) =>
      contextRequest(origin, lock, patch as Context, given),
    );
  }

  @Post(':sessionId/channel')
  @JOURNEY_CALLS.channel
  channel(@Sent(ChannelBody) sent: SentCommand<ChannelBody>, @Res() reply: FastifyReply): Promise<void> {
    return this.command(sent, reply, channelRequest);
  }

  @Post(':sessionId/aliases')
  @JOURNEY_CALLS.addAlias
  addAlias(@Sent(AliasBody) sent: SentCommand<AliasBody>, @Res() reply: FastifyReply): Promise<void> {
    return this.command(sent, reply, aliasRequest('AddAlias'));
  }

  @Delete(':sessionId/aliases/:alias')
  @JOURNEY_CALLS.removeAlias
  removeAlias(
    @Incoming() call: IncomingCall,
    @Param('sessionId', sessionIdParameter) sessionId: string,
    @Param('alias', aliasParameter) alias: string,
    @Query(query(AliasRemovalQuery)) { reason }: Given<typeof AliasRemovalQuery>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.command(
      { call, id: sessionId, given: { alias, ...defined({ reason }) } },
      reply,
      aliasRequest('RemoveAlias'),
    );
  }

  @Post(':sessionId/deadline')
  @JOURNEY_CALLS.deadline
  deadline(@Sent(DeadlineBody) sent: SentCommand<DeadlineBody>, @Res() reply: FastifyReply): Promise<void> {
    return this.command(sent, reply, deadlineRequest);
  }

  @Post(':sessionId/restart')
  @JOURNEY_CALLS.restart
  restart(@Sent(RestartBody) sent: SentCommand<RestartBody>, @Res() reply: FastifyReply): Promise<void> {
    return this.command(sent, reply, restartRequest);
  }

  @Post(':sessionId/move')
  @JOURNEY_CALLS.move
  move(@Sent(MoveBody) sent: SentCommand<MoveBody>, @Res() reply: FastifyReply): Promise<void> {
    return this.command(sent, reply, moveRequest);
  }

  @Post(':sessionId/migrate')
  @JOURNEY_CALLS.migrate
  migrate(@Sent(MigrateBody) sent: SentCommand<MigrateBody>, @Res() reply: FastifyReply): Promise<void> {
    return this.command(sent, reply, migrateRequest);
  }

  /** Lock, command, answer: the way of every command but the start. */
  private async command<Body extends Pick<CommandFields, 'expectedRevision' | 'commandId'>>(
    { call, id: sessionId, given }: SentCommand<Body>,
    reply: FastifyReply,
    requestOf: (origin: CommandOrigin, lock: Lock, given: Body) => JourneyCommandRequest,
  ): Promise<void> {
    const commandId = givenCommandId(given.commandId, call.idempotencyKey);
    const locking = this.gateway.lock(call, sessionId, given.expectedRevision, current);
    const lock = locking instanceof Promise ? await locking : locking;
    const request = underLock(requestOf({ call, sessionId, commandId }, lock, given), lock);
    const result = await this.gateway.execute(request, call);
    this.answer(reply, result, lock.source, 200);
  }

  private answer(reply: FastifyReply, result: CommandReply, lock: Lock['source'], status: number): void {
    const { journey, outcome, replayed, events } = accepted(result, lock, current);
    if (replayed) reply.header('idempotency-replayed', 'true');
    reply.code(status).header('etag', entityTag(journeyTag(journey)));
    const by = resumedBy(result);
    const told = by === undefined ? { outcome, replayed, events } : { outcome, resumedBy: by, replayed, events };
    const { aliasesNotAdded } = result;
    const all = aliasesNotAdded === undefined ? told : extended(told, { aliasesNotAdded });
    reply.send(extended(journey, all) satisfies CommandResult);
  }
}
