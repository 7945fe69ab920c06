import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { CLOCK, type Clock } from '@ledger/runtime';
import { ESCALATION_QUERIES, type EscalationFigures, type EscalationQueries } from '@ledger/projections';
import { EscalationProcessor, WebhookDispatcher, type BreakerState } from '@ledger/escalations';
import { addFigures } from '../monitoring/figures';
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
  const labelNames = ['kind', 'status'];
  const each = async (figure: (row: EscalationFigures) => number) =>
    (await queries.escalationFigures()).map((row) => [{ kind: row.kind, status: row.status }, figure(row)] as const);
  addFigures(registry, {
    escalations_waiting: {
      help: 'Escalations that are not completed, by kind and status.',
      labelNames,
      value: () => each(({ count }) => count),
    },
    escalations_oldest_seconds: {
      help: 'Age of the oldest escalation that is not completed, in seconds.',
      labelNames,
      value: () => each(({ oldest }) => Math.max(0, clock.now().getTime() - Date.parse(oldest)) / 1_000),
    },
  });
}

function gaugesOfProcessor(registry: Registry, processor: EscalationProcessor): void {
  addFigures(registry, {
    escalations_requested_total: {
      help: 'Escalations that this process has requested.',
      value: () => processor.status().requested,
    },
    escalation_processor_failing: {
      help: '1 while escalations cannot be requested.',
      value: () => (processor.status().lastError === null ? 0 : 1),
    },
  });
}

function gaugesOfDispatcher(registry: Registry, dispatcher: WebhookDispatcher): void {
  addFigures(registry, {
    webhook_attempts_total: {
      help: 'Delivery attempts of this process, by outcome.',
      labelNames: ['target', 'outcome'],
      value: () =>
        dispatcher
          .status()
          .targets.flatMap(({ target, delivered, failed }) => [
            [{ target, outcome: 'delivered' }, delivered] as const,
            [{ target, outcome: 'failed' }, failed] as const,
          ]),
    },
    webhook_dead_letters_total: {
      help: 'Escalations that this process has dead-lettered.',
      labelNames: ['target'],
      value: () => dispatcher.status().targets.map(({ target, deadLettered }) => [{ target }, deadLettered]),
    },
    webhook_deliveries_under_way: {
      help: 'Deliveries that wait for the reply of their target.',
      value: () => dispatcher.status().inFlight,
    },
    webhook_breaker_state: {
      help: 'Circuit breaker of a target: 0 closed, 1 half open, 2 open.',
      labelNames: ['target'],
      value: () =>
        dispatcher
          .status()
          .targets.flatMap(({ target, breaker }) => (breaker ? [[{ target }, BREAKERS.indexOf(breaker)]] : [])),
    },
  });
}
