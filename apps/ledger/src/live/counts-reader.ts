import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { LRUCache } from 'lru-cache';
import { GetDefinition } from '@ledger/command-handling';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { statesOf } from '@ledger/journey';
import { ANALYTICS_QUERIES, wholeTenant, type AnalyticsQueries } from '@ledger/projections';
import { CLOCK, type Clock } from '@ledger/runtime';
import { DEFAULT_TENANT } from '../http/incoming-call';
import { lagInSeconds, lagOf } from '../monitoring/projection-lag';
import type { CountsReading } from './counts-reading';
import type { StateCount } from './live-counts.schemas';

const MOST_VERSIONS = 1_000;

/** Reads where journeys are. */
@Injectable()
export class CountsReader {
  /** By definition and version, which never changes: its final states. */
  private readonly finals = new LRUCache<string, ReadonlySet<string>>({ max: MOST_VERSIONS });

  constructor(
    @Inject(ANALYTICS_QUERIES) private readonly analytics: AnalyticsQueries,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly queries: QueryBus,
  ) {}

  async read(): Promise<CountsReading> {
    const now = this.clock.now();
    const at = now.toISOString();
    const counts = await this.analytics.liveCounts({ sight: wholeTenant(DEFAULT_TENANT), now: at });
    const head = await this.store.lastPosition();
    const lagEvents = lagOf(head, counts.position);
    const states: StateCount[] = [];
    for (const { definitionId, version, stateId, journeys, overdue } of counts.states) {
      const final = (await this.finalStates(definitionId, version)).has(stateId);
      states.push({ definitionId, version, stateId, final, journeys, overdue });
    }
    return {
      at,
      position: counts.position,
      states,
      refusals: counts.refusals,
      overdueEscalations: counts.overdueEscalations,
      lagEvents,
      lagSeconds: lagEvents === 0 ? 0 : Math.floor(await lagInSeconds(this.store, head, counts.position, now)),
    };
  }

  private async finalStates(definitionId: string, version: number): Promise<ReadonlySet<string>> {
    const key = JSON.stringify([definitionId, version]);
    const known = this.finals.get(key);
    if (known !== undefined) return known;
    const published = await this.queries.execute(new GetDefinition(DEFAULT_TENANT, definitionId, version));
    const states = published === undefined ? [] : [...statesOf(published.document)];
    const finals = new Set(states.filter(([, { final }]) => final === true).map(([stateId]) => stateId));
    if (published !== undefined) this.finals.set(key, finals);
    return finals;
  }
}
