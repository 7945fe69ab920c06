import { Inject, Injectable, Optional } from '@nestjs/common';
import { Gauge, type Registry } from 'prom-client';
import { CLOCK, type Clock } from '@ledger/runtime';
import { ESCALATION_QUERIES, type EscalationQueries } from '@ledger/projections';
import { EscalationProcessor, WebhookDispatcher, type BreakerState } from '@ledger/escalations';
import { LedgerMetrics } from '../monitoring/ledger-metrics';

const BREAKERS: readonly BreakerState[] = ['closed', 'half-open', 'open'];

@Injectable()
export class EscalationGauges {
  constructor(
    { registry }: LedgerMetrics,
    @Inject(ESCALATION_QUERIES) queries: EscalationQueries,
    @Inject(CLOCK) clock: Clock,
    @Optional() processor?: EscalationProcessor,
    @Optional() dispatcher?: WebhookDispatcher,
  ) {
    gaugesOfReadModel(registry, queries, clock);
    if (processor !== undefined) gaugesOfProcessor(registry, processor);
    if (dispatcher !== undefined) gaugesOfDispatcher(registry, dispatcher);
  }
}

function gaugesOfReadModel(registry: Registry, queries: EscalationQueries, clock: Clock): void {
  new Gauge({
    name: 'escalations_waiting',
    help: 'Escalations that are not completed, by kind and status.',
    labelNames: ['kind', 'status'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { kind, status, count } of await queries.escalationFigures()) this.set({ kind, status }, count);
    },
  });
  new Gauge({
    name: 'escalations_oldest_seconds',
    help: 'Age of the oldest escalation that is not completed, in seconds.',
    labelNames: ['kind', 'status'],
    registers: [registry],
    async collect() {
      this.reset();
      const now = clock.now().getTime();
      for (const { kind, status, oldest } of await queries.escalationFigures()) {
        this.set({ kind, status }, Math.max(0, now - Date.parse(oldest)) / 1_000);
      }
    },
  });
}

function gaugesOfProcessor(registry: Registry, processor: EscalationProcessor): void {
  new Gauge({
    name: 'escalations_requested_total',
    help: 'Escalations that this process has requested.',
    registers: [registry],
    collect() {
      this.set(processor.status().requested);
    },
  });
  new Gauge({
    name: 'escalation_processor_failing',
    help: '1 while escalations cannot be requested.',
    registers: [registry],
    collect() {
      this.set(processor.status().lastError === null ? 0 : 1);
    },
  });
}

function gaugesOfDispatcher(registry: Registry, dispatcher: WebhookDispatcher): void {
  new Gauge({
    name: 'webhook_attempts_total',
    help: 'Delivery attempts of this process, by outcome.',
    labelNames: ['target', 'outcome'],
    registers: [registry],
    collect() {
      for (const { target, delivered, failed } of dispatcher.status().targets) {
        this.set({ target, outcome: 'delivered' }, delivered);
        this.set({ target, outcome: 'failed' }, failed);
      }
    },
  });
  new Gauge({
    name: 'webhook_dead_letters_total',
    help: 'Escalations that this process has dead-lettered.',
    labelNames: ['target'],
    registers: [registry],
    collect() {
      for (const { target, deadLettered } of dispatcher.status().targets) this.set({ target }, deadLettered);
    },
  });
  new Gauge({
    name: 'webhook_deliveries_under_way',
    help: 'Deliveries that wait for the reply of their target.',
    registers: [registry],
    collect() {
      this.set(dispatcher.status().inFlight);
    },
  });
  new Gauge({
    name: 'webhook_breaker_state',
    help: 'Circuit breaker of a target: 0 closed, 1 half open, 2 open.',
    labelNames: ['target'],
    registers: [registry],
    collect() {
      for (const { target, breaker } of dispatcher.status().targets) {
        if (breaker !== undefined) this.set({ target }, BREAKERS.indexOf(breaker));
      }
    },
  });
}
