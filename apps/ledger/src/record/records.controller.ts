import { Body, Controller, Get, Param, Post, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { CommandReply, JourneyCommandRequest } from '@ledger/command-handling';
import type { JourneyView } from '@ledger/journey';
import { dto } from '../http/body.pipe';
import { CommandGateway, type Lock } from '../http/command-gateway';
import { succeeded } from '../http/command-outcome';
import { entityTag, noneMatchHolds } from '../http/entity-tags';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { instant } from '../http/instants';
import { definitionIdParameter, sessionIdParameter } from '../http/path-parameters';
import { Problem, validationProblem } from '../http/problem';
import { NewRecordBody, NewRecordValue, RecordUpdateBody, RecordUpdateValue } from './record.bodies';
import { recordOf, splitMetadata, valueOf, type SplitMetadata } from './record.mapping';
import { RECORD_CALLS } from './records.api';

/** Members of a conflict's problem document: the record as it stands. */
const current = (journey: JourneyView): object => ({ record: recordOf(journey) });

/** Journeys as the data-store records that call flows are written against; the datastore is the definition. */
@Controller('api/v2/datastores/:datastoreId/records')
export class RecordsController {
  constructor(private readonly gateway: CommandGateway) {}

  @Get(':sessionId')
  @RECORD_CALLS.read
  async read(
    @Incoming() call: IncomingCall,
    @Param('datastoreId', definitionIdParameter) datastoreId: string,
    @Param('sessionId', sessionIdParameter) sessionId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const journey = await this.recordIn(call, datastoreId, sessionId);
    if (journey === undefined) throw recordNotFound(datastoreId, sessionId);
    reply.header('etag', entityTag(journey.revision)).header('cache-control', 'no-cache');
    if (noneMatchHolds(call.ifNoneMatch, journey.revision)) reply.code(304).send();
    else reply.send(recordOf(journey));
  }

  @Post()
  @RECORD_CALLS.create
  async create(
    @Incoming() call: IncomingCall,
    @Param('datastoreId', definitionIdParameter) datastoreId: string,
    @Body(dto(NewRecordBody)) { key, value }: NewRecordBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const record = valueOf(NewRecordValue, value, key);
    const metadata = splitMetadata(record.metadata);
    const result = await this.gateway.execute(startOf(call, datastoreId, key, record, metadata), call.deadlineMs);
    const started = succeeded(result, 'body', current);
    // A repeat's reply is the first one, and whoever creates a record again wants it as it stands.
    const journey = result.replayed ? await this.recordIn(call, datastoreId, key) : started;
    if (journey?.definitionId !== datastoreId) throw keptElsewhere(key, started.definitionId);
    reply.code(result.outcome === 'CREATED' && !result.replayed ? 201 : 200);
    reply.header('etag', entityTag(journey.revision)).send(recordOf(journey));
  }

  @Put(':sessionId')
  @RECORD_CALLS.update
  async update(
    @Incoming() call: IncomingCall,
    @Param('datastoreId', definitionIdParameter) datastoreId: string,
    @Param('sessionId', sessionIdParameter) sessionId: string,
    @Body(dto(RecordUpdateBody)) { key, value }: RecordUpdateBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (key != null && key !== sessionId) throw validationProblem(`key should be that of the path, ${sessionId}.`);
    const record = valueOf(RecordUpdateValue, value, sessionId);
    const metadata = splitMetadata(record.metadata);
    const present = await this.recordIn(call, datastoreId, sessionId);
    if (present === undefined) throw recordNotFound(datastoreId, sessionId);
    const seen = record.version == null ? undefined : record.version - 1;
    const lock = await this.gateway.lock(call, sessionId, seen, current);
    const moved = await this.gateway.execute(transitionOf(call, sessionId, record, metadata, lock), call.deadlineMs);
    const result = await this.withContext(call, sessionId, record, metadata, moved);
    const journey = succeeded(result, lock.source, current);
    if (result.outcome === 'RESTARTED' && journey.stateId !== record.stateId) throw restartedInstead(result, journey);
    if (result.replayed) reply.header('idempotency-replayed', 'true');
    reply.header('etag', entityTag(journey.revision)).send(recordOf(journey));
  }

  /** A record sent for the state that it is in changes nothing but its metadata: that is a change of context. */
  private withContext(
    call: IncomingCall,
    sessionId: string,
    record: RecordUpdateValue,
    { context }: SplitMetadata,
    moved: CommandReply,
  ): Promise<CommandReply> | CommandReply {
    if (moved.outcome !== 'UNCHANGED' || Object.keys(context).length === 0) return moved;
    return this.gateway.execute(
      {
        ...originOf(call, record.lastUpdated),
        command: { type: 'ChangeContext', sessionId, patch: context },
      },
      call.deadlineMs,
    );
  }

  private async recordIn(call: IncomingCall, datastoreId: string, sessionId: string): Promise<JourneyView | undefined> {
    const journey = await this.gateway.journey(call, sessionId);
    return journey?.definitionId === datastoreId ? journey : undefined;
  }
}

function originOf(call: IncomingCall, at: string | null | undefined): Omit<JourneyCommandRequest, 'command'> {
  const { tenant, actor, correlationId, causationId } = call;
  return { tenant, actor, correlationId, causationId, occurredAt: at == null ? undefined : instant(at) };
}

function startOf(
  call: IncomingCall,
  datastoreId: string,
  sessionId: string,
  record: NewRecordValue,
  { known, context }: SplitMetadata,
): JourneyCommandRequest {
  return {
    ...originOf(call, record.createdAt ?? record.lastUpdated),
    definitionId: datastoreId,
    command: {
      type: 'StartJourney',
      sessionId,
      commandId: call.idempotencyKey,
      initialStateId: record.stateId,
      channel: known.channel ?? undefined,
      initiatingSource: known.initiatingSource ?? undefined,
      maxDuration: known.maxDuration ?? undefined,
      context,
    },
  };
}

function transitionOf(
  call: IncomingCall,
  sessionId: string,
  record: RecordUpdateValue,
  { known, context }: SplitMetadata,
  { expectedRevision }: Lock,
): JourneyCommandRequest {
  return {
    ...originOf(call, record.lastUpdated),
    command: {
      type: 'TransitionJourney',
      sessionId,
      commandId: call.idempotencyKey,
      targetStateId: record.stateId,
      expectedRevision,
      expectedStateId: known.previousState ?? undefined,
      context: Object.keys(context).length === 0 ? undefined : context,
      channel: known.channel ?? undefined,
      maxDuration: known.maxDuration ?? undefined,
    },
  };
}

function recordNotFound(datastoreId: string, sessionId: string): Problem {
  return new Problem(
    'JOURNEY_NOT_FOUND',
    `There is no record ${sessionId} in datastore ${datastoreId}: create it first.`,
  );
}

/** The state that the record was sent for was not entered: its caller must not take this for a success. */
function restartedInstead({ outcome, replayed }: CommandReply, journey: JourneyView): Problem {
  const { sessionId, stateId, revision, allowedTargets } = journey;
  const detail = `The record had changed, so its journey was restarted: it is in "${stateId}" now. Reload it and continue from there.`;
  const members = { outcome, replayed, sessionId, stateId, revision, allowedTargets, ...current(journey) };
  return new Problem('REVISION_CONFLICT', detail, {
    members,
    headers: replayed ? { 'idempotency-replayed': 'true' } : {},
  });
}

function keptElsewhere(sessionId: string, definitionId: string): Problem {
  return validationProblem(`Session ${sessionId} has its record in datastore ${definitionId}: use that one.`);
}
