import { Module, type DynamicModule, type ModuleMetadata, type Provider } from '@nestjs/common';
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
import { EmbeddedLeases, LeasedLifecycle, runUntil, type Leases } from '@ledger/leases';
import { ConsumerCheckpoints, ESCALATION_QUERIES, type EscalationQueries } from '@ledger/projections';
import { EscalationExecutor } from './commands/escalation-executor';
import { EscalationProcessor, type EscalationProcessorOptions } from './requests/escalation-processor';
import { sendWebhook } from './webhooks/send-webhook';
import { TargetLimiter } from './webhooks/target-limiter';
import { WebhookDispatcher, type WebhookDispatcherOptions } from './webhooks/webhook-dispatcher';
import type { WebhookTarget } from './webhooks/webhook-target';

export interface EscalationsOptions {
  /** Modules that export what `CommandHandlingModule` does, `EVENT_STORE`, `ESCALATION_QUERIES` and `ConsumerCheckpoints`. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  /** Whether this process also requests and delivers escalations. Any process accepts commands on them. */
  readonly runs: boolean;
  readonly targets?: readonly WebhookTarget[];
  readonly processor?: Partial<EscalationProcessorOptions>;
  readonly dispatcher?: Partial<WebhookDispatcherOptions>;
  /** Decides which of several processes does so. Default: this one, as if it were alone. */
  readonly leases?: Leases;
}

/** Commands on escalations; and, in a process with the role for it, their requests and deliveries. */
@Module({})
export class EscalationsModule {
  static register({ imports, runs, targets = [], leases, ...options }: EscalationsOptions): DynamicModule {
    const running = runs
      ? [
          dispatcherProvider(targets, options.dispatcher),
          processorProvider(options.processor),
          lifecycleProvider(leases ?? new EmbeddedLeases()),
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

/** No fence is needed: two processes would append the same events under the same revisions and send the same ids. */
function lifecycleProvider(leases: Leases): Provider {
  return {
    provide: LeasedLifecycle,
    inject: [EscalationProcessor, WebhookDispatcher, SYSTEM_LOG],
    useFactory: (processor: EscalationProcessor, dispatcher: WebhookDispatcher, log: SystemLog) => {
      const work = async (signal: AbortSignal): Promise<void> => {
        await Promise.all([processor.run(signal), runUntil(signal, dispatcher)]);
      };
      return new LeasedLifecycle({ leases, name: 'escalations/0', work, log });
    },
  };
}

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
      const limiters = targets.map((target) => new TargetLimiter(target));
      const ports = { deliveries, executor, limiters, clock, scheduler, log, random: Math.random };
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
          store,
          upcasters,
          definitions,
          executor,
          checkpoints,
          clock,
          log,
          onRequested: ({ request, ...requested }) => hint(dispatcher, requested, request.target, request.triggeredAt),
          onWithdrawn: ({ target, ...withdrawn }) => hint(dispatcher, withdrawn, target, clock.now().toISOString()),
        },
        options,
      ),
  };
}

/** A delivery need not wait until the read model shows its escalation. */
function hint(
  dispatcher: WebhookDispatcher,
  { tenant, escalationId }: { readonly tenant: string; readonly escalationId: string },
  target: string | undefined,
  nextAttemptAt: string,
): void {
  if (target !== undefined) dispatcher.hint({ tenant, escalationId, target, nextAttemptAt });
}
