import { Inject, Injectable, Module, type DynamicModule, type ModuleMetadata, type Provider } from '@nestjs/common';
import { type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RuledDefinitions } from '@ledger/command-handling';
import {
  CLOCK,
  ID_SOURCE,
  SYSTEM_LOG,
  SCHEDULER,
  type Clock,
  type IdSource,
  type SystemLog,
  type Scheduler,
} from '@ledger/runtime';
import { EVENT_STORE, UpcasterRegistry, type EventStore } from '@ledger/event-store';
import { EmbeddedLeases, holdLease, type HeldLease, type Leases } from '@ledger/leases';
import { ConsumerCheckpoints, ESCALATION_QUERIES, type EscalationQueries } from '@ledger/projections';
import { EscalationExecutor } from './commands/escalation-executor';
import { EscalationProcessor, type EscalationProcessorOptions } from './requests/escalation-processor';
import type { RequestedEscalation } from './requests/requested-escalations';
import { sendWebhook } from './webhooks/send-webhook';
import { TargetLimiter } from './webhooks/target-limiter';
import { WebhookDispatcher, type WebhookDispatcherOptions } from './webhooks/webhook-dispatcher';
import type { WebhookTarget } from './webhooks/webhook-target';

export interface EscalationsOptions {
  /** Modules that export what `CommandHandlingModule` does, `EVENT_STORE`, `ESCALATION_QUERIES` and `ConsumerCheckpoints`. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  /** Whether this process requests and delivers; each of them takes commands on escalations. */
  readonly runs: boolean;
  readonly targets?: readonly WebhookTarget[];
  readonly processor?: Partial<EscalationProcessorOptions>;
  readonly dispatcher?: Partial<WebhookDispatcherOptions>;
  /** Which of several processes does it; absent where there is one process. */
  readonly leases?: Leases;
}

/** Of the one piece of work that requesting and delivering is. */
const ESCALATIONS_LEASE = 'escalations/0';

const LEASES = Symbol('LEASES');

/**
 * Requests and delivers for as long as the application runs and holds the lease. No fence is needed: two that both believe
 * to own the lease append the same events under the same revisions, and send under the same ids.
 */
@Injectable()
export class EscalationsLifecycle implements OnApplicationBootstrap, OnModuleDestroy {
  private lease: HeldLease | undefined;

  constructor(
    private readonly processor: EscalationProcessor,
    private readonly dispatcher: WebhookDispatcher,
    @Inject(LEASES) private readonly leases: Leases,
    @Inject(SYSTEM_LOG) private readonly log: SystemLog,
  ) {}

  onApplicationBootstrap(): void {
    this.lease = holdLease({
      leases: this.leases,
      name: ESCALATIONS_LEASE,
      work: (_, signal) => this.runUntil(signal),
      onNotice: (notice) => {
        if (notice.kind === 'lost')
          this.log.warn('Another process may have taken the escalations over: this one stands by.');
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.lease?.stop();
  }

  private async runUntil(signal: AbortSignal): Promise<void> {
    this.dispatcher.start();
    try {
      await this.processor.run(signal);
    } finally {
      await this.dispatcher.stop();
    }
  }
}

/** Commands on escalations, and in a process that has the role for it what requests and delivers them. */
@Module({})
export class EscalationsModule {
  static register({ imports, runs, targets = [], leases, ...options }: EscalationsOptions): DynamicModule {
    const running = runs
      ? [
          { provide: LEASES, useValue: leases ?? new EmbeddedLeases() },
          dispatcherProvider(targets, options.dispatcher),
          processorProvider(options.processor),
          EscalationsLifecycle,
        ]
      : [];
    return {
      module: EscalationsModule,
      imports,
      providers: [EXECUTOR, ...running],
      exports: [EscalationExecutor, ...(runs ? [EscalationProcessor, WebhookDispatcher] : [])],
    };
  }
}

const EXECUTOR: Provider = {
  provide: EscalationExecutor,
  inject: [EVENT_STORE, UpcasterRegistry, CLOCK, ID_SOURCE],
  useFactory: (store: EventStore, upcasters: UpcasterRegistry, clock: Clock, ids: IdSource) =>
    new EscalationExecutor({ store, upcasters, clock, ids }),
};

function dispatcherProvider(
  targets: readonly WebhookTarget[],
  options: Partial<WebhookDispatcherOptions> | undefined,
): Provider {
  return {
    provide: WebhookDispatcher,
    inject: [ESCALATION_QUERIES, EscalationExecutor, CLOCK, SCHEDULER, SYSTEM_LOG],
    useFactory: (
      deliveries: EscalationQueries,
      executor: EscalationExecutor,
      clock: Clock,
      scheduler: Scheduler,
      log: SystemLog,
    ) => {
      const gates = targets.map((target) => new TargetLimiter(target));
      const ports = { deliveries, executor, gates, clock, scheduler, log, random: Math.random };
      return new WebhookDispatcher(
        { ...ports, send: (target, message, signal) => sendWebhook({ clock, scheduler }, target, message, signal) },
        options,
      );
    },
  };
}

function processorProvider(options: Partial<EscalationProcessorOptions> | undefined): Provider {
  return {
    provide: EscalationProcessor,
    inject: [
      EVENT_STORE,
      UpcasterRegistry,
      RuledDefinitions,
      EscalationExecutor,
      ConsumerCheckpoints,
      WebhookDispatcher,
      CLOCK,
      SYSTEM_LOG,
    ],
    useFactory: (
      store: EventStore,
      upcasters: UpcasterRegistry,
      definitions: RuledDefinitions,
      executor: EscalationExecutor,
      checkpoints: ConsumerCheckpoints,
      dispatcher: WebhookDispatcher,
      clock: Clock,
      log: SystemLog,
    ) =>
      new EscalationProcessor(
        {
          ...{ store, upcasters, definitions, executor, checkpoints, clock, log },
          onRequested: (requested) => hint(dispatcher, requested),
        },
        options,
      ),
  };
}

/** The read model shows a webhook a moment after it is in the ledger: its delivery need not wait for that. */
function hint(dispatcher: WebhookDispatcher, { tenant, escalationId, request }: RequestedEscalation): void {
  if (request.target === undefined) return;
  dispatcher.hint({ tenant, escalationId, target: request.target, nextAttemptAt: request.triggeredAt });
}
