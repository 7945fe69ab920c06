import { randomUUID } from 'node:crypto';
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { GetDefinition, type JourneyCommandRequest } from '@ledger/command-handling';
import type { Context, DefinitionDocument } from '@ledger/journey';
import { defined, extended } from '@ledger/plain-data';
import { ReadRecording } from '../accesses/read-recording';
import { CommandGateway, type Lock } from '../http/command-gateway';
import { givenCommandId, sessionIdFor } from '../http/command-ids';
import { isSessionId, SESSION_ID_SHAPE } from '../http/fields';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { Problem, validationProblem } from '../http/problem';
import { problemFrom } from '../http/problem-from-error';
import { contextRequest, startRequest, transitionRequest, type CommandOrigin } from '../journeys/journey-requests';
import { flatInput } from './flat-input';
import { answerOf, rejectedAnswer, statusAnswer, unavailableAnswer } from './flow-answer';
import { FLOW_CALLS } from './flow.api';
import { FlowContext, FlowEnsure, FlowStatus, FlowTransition, type FlowAnswer, type FlowFields } from './flow.schemas';
import { hasTypedText, typedContext } from './typed-context';

/** Flat in, flat out, for callers that cannot read a status or a nested body: every domain outcome is a 200. */
@Controller('v1/flow')
export class FlowController {
  constructor(
    private readonly gateway: CommandGateway,
    private readonly queries: QueryBus,
    private readonly reads: ReadRecording,
  ) {}

  @Post('ensure')
  @HttpCode(200)
  @FLOW_CALLS.ensure
  ensure(@Incoming() call: IncomingCall, @Body() body: unknown, @Req() request: FastifyRequest): Promise<FlowAnswer> {
    const { fields, context } = flatInput(FlowEnsure, body);
    const ownId = givenCommandId(fields.commandId, call.idempotencyKey);
    const known = fields.sessionId ?? sessionOf(fields);
    const commandId = known === undefined ? (ownId ?? randomUUID()) : ownId;
    const aliases = fields.alias === undefined ? undefined : [fields.alias];
    const sessionId = known ?? sessionIdFor(call.tenant, commandId ?? '', aliases);
    return this.answered(request, sessionId, ownId, async () => {
      const { definitionId, definitionVersion } = fields;
      const typed = await this.typed(context, () => this.document(call, definitionId, definitionVersion));
      const command = startRequest({ call, sessionId, commandId }, extended(fields, { aliases, context: typed }));
      return this.run(call, fields, ownId, command);
    });
  }

  @Post('transition')
  @HttpCode(200)
  @FLOW_CALLS.transition
  transition(
    @Incoming() call: IncomingCall,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<FlowAnswer> {
    const { fields, context } = flatInput(FlowTransition, body);
    const origin = originOf(call, fields);
    const draft = transitionRequest(origin, lockOf(fields), fields);
    const { commandId } = origin;
    return this.answered(request, fields.sessionId, commandId, async () => {
      const typed = await this.typed(context, () => this.documentOfJourney(call, fields.sessionId));
      if (Object.keys(typed).length === 0) return this.run(call, fields, commandId, draft);
      return this.run(
        call,
        fields,
        commandId,
        transitionRequest(origin, lockOf(fields), extended(fields, { context: typed })),
      );
    });
  }

  @Post('context')
  @HttpCode(200)
  @FLOW_CALLS.context
  context(@Incoming() call: IncomingCall, @Body() body: unknown, @Req() request: FastifyRequest): Promise<FlowAnswer> {
    const { fields, context } = flatInput(FlowContext, body);
    const origin = originOf(call, fields);
    return this.answered(request, fields.sessionId, origin.commandId, async () => {
      const typed = await this.typed(context, () => this.documentOfJourney(call, fields.sessionId));
      return this.run(call, fields, origin.commandId, contextRequest(origin, lockOf(fields), typed, fields));
    });
  }

  @Post('status')
  @HttpCode(200)
  @FLOW_CALLS.status
  status(@Incoming() call: IncomingCall, @Body() body: unknown, @Req() request: FastifyRequest): Promise<FlowAnswer> {
    const { sessionId } = flatInput(FlowStatus, body).fields;
    return this.answered(request, sessionId, undefined, async () => {
      const journey = await this.gateway.journey(call, sessionId);
      try {
        if (journey !== undefined) await this.reads.record(request, { sessionId });
      } catch (error) {
        if (error instanceof Problem && error.code === 'CARD_DATA_REFUSED') return rejectedAnswer(sessionId, error);
        throw error;
      }
      return statusAnswer(sessionId, journey);
    });
  }

  private async run(
    call: IncomingCall,
    { conversationId }: FlowFields,
    commandId: string | undefined,
    request: JourneyCommandRequest,
  ): Promise<FlowAnswer> {
    const own = defined({ source: conversationId === undefined ? undefined : { conversationId } });
    const reply = await this.gateway.execute(extended(request, { clockSkew: 'clamp' as const, ...own }), call);
    return answerOf(request.command.sessionId, commandId, reply);
  }

  /** A fault of the ledger becomes an outcome: a burst of 5xx would open the circuit breaker of the caller's platform. */
  private async answered(
    request: FastifyRequest,
    sessionId: string,
    commandId: string | undefined,
    work: () => Promise<FlowAnswer>,
  ): Promise<FlowAnswer> {
    try {
      if (request.refusal !== null) return unavailableAnswer(sessionId, commandId, request.refusal);
      return await work();
    } catch (error) {
      const problem = problemFrom(error, request);
      if (problem.status < 500) throw problem;
      request.log.error({ err: problem.cause ?? problem, requestId: request.id, code: problem.code }, problem.message);
      return unavailableAnswer(sessionId, commandId, problem);
    }
  }

  private async typed(context: Context, documentOf: () => Promise<DefinitionDocument | undefined>): Promise<Context> {
    if (!hasTypedText(context)) return context;
    const document = await documentOf();
    return document === undefined ? context : typedContext(context, document);
  }

  private async document(call: IncomingCall, id: string, version?: number): Promise<DefinitionDocument | undefined> {
    return (await this.queries.execute(new GetDefinition(call.tenant, id, version)))?.document;
  }

  private async documentOfJourney(call: IncomingCall, sessionId: string): Promise<DefinitionDocument | undefined> {
    const journey = await this.gateway.journey(call, sessionId);
    return journey && this.document(call, journey.definitionId, journey.upgradeTo ?? journey.definitionVersion);
  }
}

/** A flow that has no session id of its own may use the platform's conversation as the key. */
function sessionOf({ conversationId }: FlowFields): string | undefined {
  if (conversationId === undefined || isSessionId(conversationId)) return conversationId;
  throw validationProblem(`Without sessionId, conversationId is the key and must be ${SESSION_ID_SHAPE}.`);
}

function originOf(
  call: IncomingCall,
  fields: { readonly sessionId: string; readonly commandId?: string },
): CommandOrigin {
  return { call, sessionId: fields.sessionId, commandId: givenCommandId(fields.commandId, call.idempotencyKey) };
}

function lockOf({ expectedRevision }: { readonly expectedRevision?: number }): Lock {
  return expectedRevision === undefined
    ? { source: 'body' }
    : { expectedRevision: BigInt(expectedRevision), source: 'body' };
}
