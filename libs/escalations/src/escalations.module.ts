import { Module, type DynamicModule, type ModuleMetadata, type Provider } from '@nestjs/common';
import { AttemptRecorder, RuledDefinitions } from '@ledger/command-handling';
import { CLOCK, ID_SOURCE, provided, SCHEDULER, SYSTEM_LOG } from '@ledger/runtime';
import { EVENT_STORE, UpcasterRegistry } from '@ledger/event-store';
import { EmbeddedLeases, LeasedLifecycle, runUntil, type Leases } from '@ledger/leases';
import { ConsumerCheckpoints, ESCALATION_QUERIES } from '@ledger/projections';
import { EscalationExecutor } from './commands/escalation-executor';
import { EscalationProcessor, type EscalationProcessorOptions } from './requests/escalation-processor';
import { sendWebhook } from './webhooks/send-webhook';
import { TargetLimiter } from './webhooks/target-limiter';
import {
  WebhookDispatcher,
  type WebhookDispatcherOptions,
  type WebhookDispatcherPorts,
} from './webhooks/webhook-dispatcher';
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

const EXECUTOR: Provider = provided(
  EscalationExecutor,
  { store: EVENT_STORE, upcasters: UpcasterRegistry, clock: CLOCK, ids: ID_SOURCE, attempts: AttemptRecorder },
  (ports) => new EscalationExecutor(ports),
);

/** No fence is needed: two processes would append the same events under the same revisions and send the same ids. */
function lifecycleProvider(leases: Leases): Provider {
  const ports = { processor: EscalationProcessor, dispatcher: WebhookDispatcher, log: SYSTEM_LOG };
  return provided(LeasedLifecycle, ports, ({ processor, dispatcher, log }) => {
    const work = async (signal: AbortSignal): Promise<void> => {
      await Promise.all([processor.run(signal), runUntil(signal, dispatcher)]);
    };
    return new LeasedLifecycle({ leases, name: 'escalations/0', work, log });
  });
}

function dispatcherProvider(
  targets: readonly WebhookTarget[],
  options: Partial<WebhookDispatcherOptions> | undefined,
): Provider {
  const ports = { clock: CLOCK, scheduler: SCHEDULER, log: SYSTEM_LOG, executor: EscalationExecutor };
  return provided(WebhookDispatcher, { ...ports, deliveries: ESCALATION_QUERIES }, (given) => {
    const limiters = targets.map((target) => new TargetLimiter(target));
    const send: WebhookDispatcherPorts['send'] = (target, message, signal) =>
      sendWebhook(given, target, message, signal);
    return new WebhookDispatcher({ ...given, limiters, random: Math.random, send }, options);
  });
}

function processorProvider(options: Partial<EscalationProcessorOptions> | undefined): Provider {
  return provided(
    EscalationProcessor,
    {
      store: EVENT_STORE,
      upcasters: UpcasterRegistry,
      definitions: RuledDefinitions,
      executor: EscalationExecutor,
      checkpoints: ConsumerCheckpoints,
      dispatcher: WebhookDispatcher,
      clock: CLOCK,
      log: SYSTEM_LOG,
    },
    ({ dispatcher, ...ports }) =>
      new EscalationProcessor(
        {
          ...ports,
          onRequested: ({ request, ...requested }) => hint(dispatcher, requested, request.target, request.triggeredAt),
          onWithdrawn: ({ target, ...withdrawn }) =>
            hint(dispatcher, withdrawn, target, ports.clock.now().toISOString()),
        },
        options,
      ),
  );
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
