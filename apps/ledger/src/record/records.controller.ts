import { Body, Controller, Get, Param, Post, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { CommandReply, JourneyCommandRequest } from '@ledger/command-handling';
import type { JourneyRestarted, JourneyView } from '@ledger/journey';
import { body } from '../http/body.pipe';
import { CommandGateway, underLock, type Lock } from '../http/command-gateway';
import { accepted, standingOf } from '../http/command-outcome';
import { entityTag, journeyTag, noneMatchHolds } from '../http/entity-tags';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { instant } from '../http/instants';
import { definitionIdParameter, sessionIdParameter } from '../http/path-parameters';
import { Problem, validationProblem } from '../http/problem';
import type { Given } from '../http/validated';
import { recordOf, sentRecord, type SentRecord } from './record.mapping';
import { NewRecord, RecordUpdate, type JourneyRecord } from './record.schemas';
import { RECORD_CALLS } from './records.api';

/** Members of a conflict's problem document: the record as it is. */
const current = (journey: JourneyView): { readonly record: JourneyRecord } => ({ record: recordOf(journey) });

/** Journeys as data-store records; each definition is a datastore. */
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
    const tag = journeyTag(journey);
    reply.header('etag', entityTag(tag)).header('cache-control', 'no-cache');
    if (noneMatchHolds(call.ifNoneMatch, tag)) reply.code(304).send();
    else reply.send(recordOf(journey));
  }

  @Post()
  @RECORD_CALLS.create
  async create(
    @Incoming() call: IncomingCall,
    @Param('datastoreId', definitionIdParameter) datastoreId: string,
    @Body(body(NewRecord)) { key, value }: Given<typeof NewRecord>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const record = sentRecord(value, key);
    const result = await this.gateway.execute(startOf(call, datastoreId, key, record), call);
    const { journey: started } = accepted(result, 'body', current);
    // A repeat's reply is the first one; a caller that creates a record again needs it as it is now.
    const journey =
      (result.replayed ? await this.recordIn(call, datastoreId, started.sessionId) : undefined) ?? started;
    reply.code(result.outcome === 'CREATED' && !result.replayed ? 201 : 200);
    if (result.replayed) reply.header('idempotency-replayed', 'true');
    reply.header('etag', entityTag(journeyTag(journey))).send(recordOf(journey));
  }

  @Put(':sessionId')
  @RECORD_CALLS.update
  async update(
    @Incoming() call: IncomingCall,
    @Param('datastoreId', definitionIdParameter) datastoreId: string,
    @Param('sessionId', sessionIdParameter) sessionId: string,
    @Body(body(RecordUpdate)) { key, value }: Given<typeof RecordUpdate>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (key != null && key !== sessionId)
      throw validationProblem(`key must be that of the path, ${sessionId}; omit it or correct it.`);
    const record = sentRecord(value, sessionId);
    const present = await this.gateway.journey(call, sessionId);
    if (present === undefined) throw recordNotFound(datastoreId, sessionId, { outcome: 'NOT_FOUND', replayed: false });
    if (present.definitionId !== datastoreId) throw keptElsewhere(present, datastoreId);
    const seen = value.version == null ? undefined : value.version - 1;
    const lock = await this.gateway.lock(call, sessionId, seen, current);
    const moved = await this.gateway.execute(underLock(transitionOf(call, sessionId, record, lock), lock), call);
    const result = await this.withContext(call, sessionId, record, moved);
    const { journey } = accepted(result, lock.source, current);
    if (result.outcome === 'RESTARTED' && !isIn(result, journey, value.stateId))
      throw restartedInstead(result, journey);
    if (result.replayed) reply.header('idempotency-replayed', 'true');
    reply.header('etag', entityTag(journeyTag(journey))).send(recordOf(journey));
  }

  /** A record sent for the state that it is in changes nothing but its metadata: that is a change of context. */
  private withContext(
    call: IncomingCall,
    sessionId: string,
    { value, context }: SentRecord,
    moved: CommandReply,
  ): Promise<CommandReply> | CommandReply {
    if (moved.outcome !== 'UNCHANGED' || Object.keys(context).length === 0) return moved;
    // Both are answered again together: the record must not change where its state is answered from memory.
    const commandId = call.idempotencyKey === undefined ? undefined : `${call.idempotencyKey}#context`;
    return this.gateway.execute(
      {
        ...originOf(call, value.lastUpdated),
        command: { type: 'ChangeContext', sessionId, commandId, patch: context },
      },
      call,
    );
  }

  private async recordIn(call: IncomingCall, datastoreId: string, sessionId: string): Promise<JourneyView | undefined> {
    const journey = await this.gateway.journey(call, sessionId);
    return journey?.definitionId === datastoreId ? journey : undefined;
  }
}

function originOf(call: IncomingCall, at: string | null | undefined): Omit<JourneyCommandRequest, 'command'> {
  const { tenant, actor, correlationId, causationId } = call;
  const occurredAt = at == null ? undefined : instant(at);
  return { tenant, actor, correlationId, causationId, occurredAt, clockSkew: 'clamp' };
}

function startOf(
  call: IncomingCall,
  datastoreId: string,
  sessionId: string,
  { value, known, context }: SentRecord,
): JourneyCommandRequest {
  return {
    ...originOf(call, value.createdAt ?? value.lastUpdated),
    definitionId: datastoreId,
    command: {
      type: 'StartJourney',
      sessionId,
      commandId: call.idempotencyKey,
      initialStateId: value.stateId,
      aliases: value.aliases ?? undefined,
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
  { value, known, context }: SentRecord,
  { expectedRevision }: Lock,
): JourneyCommandRequest {
  return {
    ...originOf(call, value.lastUpdated),
    command: {
      type: 'TransitionJourney',
      sessionId,
      commandId: call.idempotencyKey,
      targetStateId: value.stateId,
      expectedRevision,
      expectedStateId: known.previousState ?? undefined,
      lastUpdated: value.lastUpdated == null ? undefined : instant(value.lastUpdated),
      context: Object.keys(context).length === 0 ? undefined : context,
      channel: known.channel ?? undefined,
      maxDuration: known.maxDuration ?? undefined,
    },
  };
}

/** @param members what the refusal of a command tells beside. */
function recordNotFound(datastoreId: string, sessionId: string, members: object = {}): Problem {
  const detail = `Datastore ${datastoreId} has no record ${sessionId}; create it first.`;
  return new Problem('JOURNEY_NOT_FOUND', detail, { members });
}

/** Whether the journey is in a state, also if its caller knows it by a name of an earlier version. */
function isIn({ events }: CommandReply, { stateId: present }: JourneyView, stateId: string): boolean {
  const { renamedFrom = [] } = (events.at(-1)?.data ?? {}) as Partial<JourneyRestarted>;
  return present === stateId || renamedFrom.includes(stateId);
}

/** The state that the record was sent for was not entered: its caller must not take this for a success. */
function restartedInstead({ outcome, replayed }: CommandReply, journey: JourneyView): Problem {
  const detail = `The record had changed, so its journey was restarted: it is in "${journey.stateId}" now. Reload it and continue from there.`;
  return new Problem('REVISION_CONFLICT', detail, {
    members: { outcome, replayed, ...standingOf(journey), ...current(journey) },
    headers: replayed ? { 'idempotency-replayed': 'true' } : {},
  });
}

function keptElsewhere(journey: JourneyView, datastoreId: string): Problem {
  const { sessionId, definitionId, definitionVersion } = journey;
  const detail = `Session ${sessionId} belongs to ${definitionId}, not to ${datastoreId}; use another key.`;
  return new Problem('SESSION_OF_ANOTHER_DEFINITION', detail, {
    members: { outcome: 'CONFLICT', replayed: false, sessionId, definitionId, definitionVersion },
  });
}
