import { Inject, Injectable, Optional } from '@nestjs/common';
import { Histogram, type Registry } from 'prom-client';
import { CLOCK, type Clock } from '@ledger/runtime';
import { OpenDeadlineCount, READ_MODEL_QUERIES, type ReadModelQueries } from '@ledger/projections';
import { TimeoutSaga } from '@ledger/timeouts';
import { dueFigures } from './due-figures';
import { CachedValue } from './cached-value';
import { addFigures } from './figures';
import { LedgerMetrics } from './ledger-metrics';

/** Counting open deadlines reads each one; where there are many, their number changes slowly. */
const OPEN_KEPT_MS = 60_000;
const DUE_KEPT_MS = 5_000;

@Injectable()
export class TimeoutGauges {
  constructor(
    { registry }: LedgerMetrics,
    @Inject(READ_MODEL_QUERIES) deadlines: ReadModelQueries,
    open: OpenDeadlineCount,
    @Inject(CLOCK) clock: Clock,
    @Optional() saga?: TimeoutSaga,
  ) {
    // One process is enough: each would count the same million rows.
    if (saga === undefined) return;
    gaugesOfReadModel(registry, deadlines, open, clock);
    gaugesOfSaga(registry, saga);
    const lateness = new Histogram({
      name: 'timeout_lateness_seconds',
      help: 'Time from a deadline to its timeout recorded by the saga, in seconds.',
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600],
      registers: [registry],
    });
    saga.onFired((seconds) => lateness.observe(seconds));
  }
}

function gaugesOfReadModel(
  registry: Registry,
  deadlines: ReadModelQueries,
  open: OpenDeadlineCount,
  clock: Clock,
): void {
  const count = new CachedValue(clock, OPEN_KEPT_MS, () => open.count());
  const due = new CachedValue(clock, DUE_KEPT_MS, () => dueFigures(deadlines, clock));
  addFigures(registry, {
    timeouts_open: { help: 'Open deadlines, counted at most once a minute.', value: () => count.get() },
    timeouts_due: {
      help: 'Open deadlines that have passed, up to 10000.',
      value: async () => (await due.get()).due,
    },
    timeouts_due_oldest_seconds: {
      help: 'Age of the oldest open deadline that has passed, in seconds.',
      value: async () => (await due.get()).oldestSeconds,
    },
  });
}

function gaugesOfSaga(registry: Registry, saga: TimeoutSaga): void {
  addFigures(registry, {
    timeouts_total: {
      help: 'Timeouts that this process has sent, by outcome.',
      labelNames: ['outcome'],
      value: () => {
        const { fired, stale, failed } = saga.status();
        return Object.entries({ fired, stale, failed }).map(([outcome, sent]) => [{ outcome }, sent]);
      },
    },
    timeouts_awaiting_projection: {
      help: 'Recorded timeouts that the read model has not applied yet.',
      value: () => saga.status().awaitingProjection,
    },
  });
}
