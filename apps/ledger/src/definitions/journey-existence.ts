import { EVENT_STORE, type EventStore, type Position } from '@ledger/event-store';
import { JOURNEY_STARTED, streamCategory, type JourneyStarted } from '@ledger/journey';
import { currentStateProjection, READ_MODEL_QUERIES, wholeTenant, type ReadModelQueries } from '@ledger/projections';
import { CLOCK, type Clock } from '@ledger/runtime';
import { Inject, Injectable } from '@nestjs/common';

/** Whether a definition has journeys: by the read models, and by the events that they have not applied. */
@Injectable()
export class JourneyExistence {
  constructor(
    @Inject(READ_MODEL_QUERIES) private readonly queries: ReadModelQueries,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async hasJourneys(tenant: string, definitionId: string): Promise<boolean> {
    // Before the search: what is applied in between is found twice, and nothing is missed.
    const after = await this.appliedPosition();
    const search = { sight: wholeTenant(tenant), definitionId, now: this.clock.now().toISOString(), limit: 1 };
    const { rows } = await this.queries.searchJourneys(search);
    return rows.length > 0 || (await this.startsAfter(after, tenant, definitionId));
  }

  private async appliedPosition(): Promise<Position | null> {
    const statuses = await this.queries.projectionStatus();
    return statuses.find(({ name }) => name === currentStateProjection.name)?.position as Position | null;
  }

  private async startsAfter(after: Position | null, tenant: string, definitionId: string): Promise<boolean> {
    const categories = [streamCategory('journey', tenant)];
    for await (const { type, data } of this.store.readAll(after === null ? { categories } : { categories, after })) {
      if (type === JOURNEY_STARTED && (JSON.parse(data) as JourneyStarted).definitionId === definitionId) return true;
    }
    return false;
  }
}
