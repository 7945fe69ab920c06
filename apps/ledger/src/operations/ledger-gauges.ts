import { Inject, Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { AttemptRecorder } from '@ledger/command-handling';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { READ_MODEL_QUERIES, type ReadModelQueries } from '@ledger/projections';
import { LedgerMetrics } from './ledger-metrics';
import { lagOf } from './projection-lag';

/** Figures that are worked out when they are asked for, and cost nothing until then. */
@Injectable()
export class LedgerGauges {
  constructor(
    metrics: LedgerMetrics,
    @Inject(EVENT_STORE) store: EventStore,
    @Inject(READ_MODEL_QUERIES) queries: ReadModelQueries,
    attempts: AttemptRecorder,
  ) {
    const registers = [metrics.registry];
    new Gauge({
      name: 'projection_lag_events',
      help: 'Events of the ledger that a projection has not applied yet.',
      labelNames: ['projection'],
      registers,
      async collect() {
        const [head, statuses] = await Promise.all([store.lastPosition(), queries.projectionStatus()]);
        for (const { name, position } of statuses) this.set({ projection: name }, lagOf(head, position) ?? -1);
      },
    });
    new Gauge({
      name: 'attempts_waiting',
      help: 'Refused commands that are not on record yet.',
      registers,
      collect() {
        this.set(attempts.status().waiting);
      },
    });
    new Gauge({
      name: 'attempts_dropped_total',
      help: 'Refused commands that could not be put on record.',
      registers,
      collect() {
        this.set(attempts.status().dropped);
      },
    });
  }
}
