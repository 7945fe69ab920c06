import { Controller, Get, Inject, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetDefinitionHistory } from '@ledger/command-handling';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { ESCALATION_ID } from '@ledger/journey';
import { EscalationExecutor } from '@ledger/escalations';
import { ANALYTICS_QUERIES, type AnalyticsQueries } from '@ledger/projections';
import { Noting, type NoteRead } from '../accesses/what-was-read';
import { CommandGateway } from '../http/command-gateway';
import { Incoming, type IncomingCall } from '../http/incoming-call';
import { query } from '../http/query.pipe';
import { withinBudget } from '../http/request-budget';
import type { Given } from '../http/validated';
import { findEvents } from './found-events';
import { LOOKUP_CALLS, LookupQuery, type Lookup } from './lookup.api';
import { mayUse } from '@ledger/access';
import { sightOf } from '../access/credential-bounds';
import { LiveEvents } from '../events/live-events';

const MOST_JOURNEYS = 10;

@Controller('v1/lookup')
export class LookupController {
  constructor(
    private readonly gateway: CommandGateway,
    private readonly queries: QueryBus,
    @Inject(ANALYTICS_QUERIES) private readonly analytics: AnalyticsQueries,
    private readonly escalations: EscalationExecutor,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly live: LiveEvents,
  ) {}

  @Get()
  @LOOKUP_CALLS.lookup
  async lookup(
    @Incoming() call: IncomingCall,
    @Query(query(LookupQuery)) { q }: Given<typeof LookupQuery>,
    @Noting() note: NoteRead,
  ): Promise<Lookup> {
    const found = await withinBudget(this.found(call, q.trim()), this.gateway.budget(call));
    note({ sessionIds: found.journeys.map(({ sessionId }) => sessionId) });
    return found;
  }

  private async found(call: IncomingCall, text: string): Promise<Lookup> {
    const { tenant } = call;
    const sight = sightOf(call);
    const journeys = await this.analytics.namedJourneys({ sight, text, limit: MOST_JOURNEYS });
    // The read models may not have it yet.
    const started =
      journeys.some(({ by }) => by === 'sessionId') || (await this.gateway.journey(call, text)) === undefined
        ? journeys
        : [{ by: 'sessionId' as const, sessionId: text }, ...journeys];
    const escalation = ESCALATION_ID.test(text) ? (await this.escalations.read(tenant, text))?.state : undefined;
    const isOwn = escalation !== undefined && mayUse(call, escalation.request.definitionId);
    const definition = mayUse(call, text)
      ? await this.queries.execute(new GetDefinitionHistory(tenant, text))
      : undefined;
    const { store } = this;
    return {
      journeys: [...started],
      ...(await findEvents({ store, definitions: this.live.definitions }, sight, text)),
      escalationId: isOwn ? text : null,
      definitionId: definition === undefined ? null : text,
    };
  }
}
