import { Inject, Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { AttemptRecorder } from '@ledger/command-handling';
import { EVENT_STORE, type EventStore } from '@ledger/event-store';
import { ProjectionAdmin } from '@ledger/projections';
import { LedgerMetrics } from './ledger-metrics';
import { lagOf } from './projection-lag';

/** Metrics that are computed on each scrape, and cost nothing until then. */
@Injectable()
export class LedgerGauges {
  constructor(
    metrics: LedgerMetrics,
    @Inject(EVENT_STORE) store: EventStore,
    projections: ProjectionAdmin,
    attempts: AttemptRecorder,
  ) {
    const registers = [metrics.registry];
    new Gauge({
      name: 'projection_lag_events',
      help: 'Events of the ledger that a projection has not applied yet.',
      labelNames: ['projection'],
      registers,
      async collect() {
        const [head, statuses] = await Promise.all([store.lastPosition(), projections.details()]);
        for (const { name, position } of statuses) this.set({ projection: name }, lagOf(head, position) ?? -1);
      },
    });
    new Gauge({
      name: 'projection_running',
      help: '1 for a projection that is live or catching up, 0 for one that has stopped.',
      labelNames: ['projection'],
      registers,
      async collect() {
        for (const { name, state } of await projections.details()) {
          this.set({ projection: name }, state === 'stopped' ? 0 : 1);
        }
      },
    });
    new Gauge({
      name: 'projection_dead_letters',
      help: 'Dead letters: events that a projection failed to apply and skipped.',
      labelNames: ['projection'],
      registers,
      async collect() {
        for (const { name, deadLetters } of await projections.details()) this.set({ projection: name }, deadLetters);
      },
    });
    new Gauge({
      name: 'projection_gaps_total',
      help: 'Position gaps: positions of the ledger without an event for the projection.',
      labelNames: ['projection'],
      registers,
      async collect() {
        for (const { name, gaps } of await projections.details()) this.set({ projection: name }, gaps);
      },
    });
    new Gauge({
      name: 'attempts_waiting',
      help: 'Refused commands that are not recorded yet.',
      registers,
      collect() {
        this.set(attempts.status().waiting);
      },
    });
    new Gauge({
      name: 'attempts_dropped_total',
      help: 'Refused commands that could not be recorded.',
      registers,
      collect() {
        this.set(attempts.status().dropped);
      },
    });
  }
}
