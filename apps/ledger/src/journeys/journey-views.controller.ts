import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { CLOCK, type Clock } from '@ledger/runtime';
import { position } from '@ledger/event-store';
import type { TimelineEntry } from '@ledger/projections';
import { chosenFields, withFields } from '../http/chosen-fields';
import { csvReply } from '../http/csv-reply';
import { CommandGateway } from '../http/command-gateway';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { pageOf } from '../http/paged-query';
import { sessionIdParameter } from '../http/path-parameters';
import { journeyNotFound, unavailable } from '../http/problem';
import { query } from '../http/query.pipe';
import { ReadModelAccess } from '../http/read-model-access';
import type { Given } from '../http/validated';
import type { Reply } from '../openapi/schema-parts';
import { JOURNEY_CALLS } from './journeys.api';
import { JourneySearchQuery, searchOf, TimelineQuery } from './journey-search.query';
import { JOURNEY_FIELDS, TIMELINE_FIELDS, type JourneyPage, type Timeline } from './journey.schemas';

@Controller('v1/journeys')
export class JourneyViewsController {
  constructor(
    private readonly readModels: ReadModelAccess,
    private readonly gateway: CommandGateway,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @JOURNEY_CALLS.search
  @csvReply('journeys', JOURNEY_FIELDS)
  async search(
    @Incoming() call: IncomingCall,
    @Query(query(JourneySearchQuery)) search: Given<typeof JourneySearchQuery>,
  ): Promise<Reply<typeof JourneyPage>> {
    const fields = chosenFields(search.fields, JOURNEY_FIELDS);
    const found = searchOf(call.tenant, search, this.clock.now());
    const { rows, nextCursor } = await this.readModels.ask(call, search.atLeast, (models) =>
      models.searchJourneys(found),
    );
    return pageOf('journeys', withFields(rows, fields), nextCursor);
  }

  @Get(':sessionId/timeline')
  @JOURNEY_CALLS.timeline
  async timeline(
    @Incoming() call: IncomingCall,
    @Param('sessionId', sessionIdParameter) sessionId: string,
    @Query(query(TimelineQuery)) { atLeast, fields }: Given<typeof TimelineQuery>,
  ): Promise<Reply<typeof Timeline>> {
    const chosen = chosenFields(fields, TIMELINE_FIELDS);
    const entries = await this.readModels.ask(call, atLeast, (models) => models.timeline(call.tenant, sessionId));
    return { sessionId, entries: withFields(entries ?? (await this.timelineOnceProjected(call, sessionId)), chosen) };
  }

  /** The read model has no such journey: only the ledger can tell one that is not projected yet from one that is not there. */
  private async timelineOnceProjected(call: IncomingCall, sessionId: string): Promise<readonly TimelineEntry[]> {
    const journey = await this.gateway.journey(call, sessionId);
    if (journey === undefined) throw journeyNotFound(sessionId);
    const entries = await this.readModels.ask(call, position(journey.position), (models) =>
      models.timeline(call.tenant, sessionId),
    );
    if (entries === undefined) throw unavailable(`Journey ${sessionId} is not in the read models yet. Retry.`);
    return entries;
  }
}
