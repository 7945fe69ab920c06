import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { CLOCK, type Clock } from '@ledger/runtime';
import { EVENT_STORE, position, streamName, type EventStore } from '@ledger/event-store';
import { ALL_PERSONAL, attemptStream, journeyStream, maskedEvent } from '@ledger/journey';
import {
  ANALYTICS_QUERIES,
  type AnalyticsQueries,
  type Page,
  type TimelineEntry,
  type TimelineRead,
} from '@ledger/projections';
import { Noting, type NoteRead } from '../accesses/what-was-read';
import { MaskedViews, withMaskedInputs } from '../access/masked-views';
import { seesPersonal } from '../access/personal-scope';
import { chosenFields, withFields, withMaskedNames } from '../http/chosen-fields';
import { csvReply } from '../http/csv-reply';
import { CommandGateway } from '../http/command-gateway';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { pageOf } from '../http/paged-query';
import { sessionIdParameter } from '../http/path-parameters';
import { journeyNotFound, unavailable } from '../http/problem';
import { query } from '../http/query.pipe';
import { ReadModelAccess } from '../http/read-model-access';
import { withinBudget } from '../http/request-budget';
import type { Given } from '../http/validated';
import type { Reply } from '../openapi/schema-parts';
import { JOURNEY_CALLS } from './journeys.api';
import { JourneySearchQuery, searchOf, TIMELINE_ENTRIES, TimelineQuery } from './journey-search.query';
import { JOURNEY_FIELDS, TIMELINE_FIELDS, type JourneyPage, type Timeline } from './journey.schemas';
import { sightOf } from '../access/credential-bounds';

@Controller('v1/journeys')
export class JourneyViewsController {
  constructor(
    private readonly readModels: ReadModelAccess,
    private readonly gateway: CommandGateway,
    private readonly views: MaskedViews,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ANALYTICS_QUERIES) private readonly analytics: AnalyticsQueries,
  ) {}

  @Get()
  @JOURNEY_CALLS.search
  @csvReply('journeys', JOURNEY_FIELDS)
  async search(
    @Incoming() call: IncomingCall,
    @Query(query(JourneySearchQuery)) search: Given<typeof JourneySearchQuery>,
    @Noting() note: NoteRead,
  ): Promise<Reply<typeof JourneyPage>> {
    const fields = chosenFields(search.fields, JOURNEY_FIELDS);
    const found = searchOf(sightOf(call), search, this.clock.now());
    const { rows, nextCursor } = await this.readModels.ask(call, search.atLeast, (models) =>
      models.searchJourneys(found),
    );
    note({ sessionIds: rows.map(({ sessionId }) => sessionId) });
    const shown = await this.views.journeys(call, rows);
    const page = pageOf('journeys', withFields(shown, withMaskedNames(fields)), nextCursor);
    if (search.total !== 'true') return page;
    const total = await withinBudget(this.analytics.countJourneys(found), this.gateway.budget(call));
    return { ...page, total };
  }

  @Get(':sessionId/timeline')
  @JOURNEY_CALLS.timeline
  async timeline(
    @Incoming() call: IncomingCall,
    @Param('sessionId', sessionIdParameter) sessionId: string,
    @Query(query(TimelineQuery)) asked: Given<typeof TimelineQuery>,
  ): Promise<Reply<typeof Timeline>> {
    const chosen = chosenFields(asked.fields, TIMELINE_FIELDS);
    const read = { sight: sightOf(call), sessionId, cursor: asked.cursor, limit: asked.limit ?? TIMELINE_ENTRIES };
    const found = await this.readModels.ask(call, asked.atLeast, (models) => models.timeline(read));
    const { rows, nextCursor } = found ?? (await this.timelineOnceProjected(call, read));
    // The read models hold what was written, which can no longer be proven.
    for (const streamOf of [journeyStream, attemptStream]) {
      this.store.damaged?.refuse(streamName(streamOf(call.tenant, sessionId)));
    }
    const shown = withFields(await this.shown(call, sessionId, rows), chosen);
    return { sessionId, ...pageOf('entries', shown, nextCursor) };
  }

  /** The entries as the caller may see them. */
  private async shown(
    call: IncomingCall,
    sessionId: string,
    entries: readonly TimelineEntry[],
  ): Promise<readonly TimelineEntry[]> {
    if (seesPersonal(call.granted)) return entries;
    const journey = await this.gateway.journey(call, sessionId);
    const hidden = journey === undefined ? ALL_PERSONAL : await this.views.hiddenOf(call, journey);
    return entries.map((entry) => ({
      ...entry,
      data: maskedEvent(entry.data, hidden),
      guard: entry.guard && withMaskedInputs(entry.guard, hidden),
    }));
  }

  /** The read model has no such journey: only the ledger can tell one that is not projected yet from one that is not there. */
  private async timelineOnceProjected(call: IncomingCall, read: TimelineRead): Promise<Page<TimelineEntry>> {
    const { sessionId } = read;
    const journey = await this.gateway.journey(call, sessionId);
    if (journey === undefined) throw journeyNotFound(sessionId);
    const page = await this.readModels.ask(call, position(journey.position), (models) => models.timeline(read));
    if (page === undefined) throw unavailable(`Journey ${sessionId} is not in the read models yet. Retry.`);
    return page;
  }
}
