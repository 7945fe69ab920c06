import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { RuledDefinitions } from '@ledger/command-handling';
import { EscalationExecutor } from '@ledger/escalations';
import { EVENT_STORE, UpcasterRegistry } from '@ledger/event-store';
import { EmbeddedLeases, LeasedLifecycle, runUntil, type Leases } from '@ledger/leases';
import { POLICY_QUERIES } from '@ledger/projections';
import { CLOCK, provided, SCHEDULER, SYSTEM_LOG } from '@ledger/runtime';
import { PolicyRecorder } from './policy-recorder';
import { PolicyWatch, type PolicyWatchOptions } from './policy-watch';

export interface PoliciesOptions {
  /** Modules that export what `CommandHandlingModule` and `EscalationsModule` do, `EVENT_STORE` and `POLICY_QUERIES`. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  readonly watch?: Partial<PolicyWatchOptions>;
  /** Decides which of several processes watches. Default: this one, as if it were alone. */
  readonly leases?: Leases;
}

/** The watch over policies of a process that has the role for it. */
@Module({})
export class PoliciesModule {
  static register({ imports, watch: options, leases = new EmbeddedLeases() }: PoliciesOptions): DynamicModule {
    return {
      module: PoliciesModule,
      imports,
      providers: [
        provided(
          PolicyRecorder,
          {
            store: EVENT_STORE,
            upcasters: UpcasterRegistry,
            definitions: RuledDefinitions,
            escalations: EscalationExecutor,
            clock: CLOCK,
          },
          (ports) => new PolicyRecorder(ports),
        ),
        provided(
          PolicyWatch,
          {
            reviews: POLICY_QUERIES,
            recorder: PolicyRecorder,
            clock: CLOCK,
            scheduler: SCHEDULER,
            log: SYSTEM_LOG,
          },
          (ports) => new PolicyWatch(ports, options),
        ),
        // No fence is needed: two that both believe to hold the lease append the same event under one revision.
        provided(
          LeasedLifecycle,
          { watch: PolicyWatch, log: SYSTEM_LOG },
          ({ watch, log }) =>
            new LeasedLifecycle({ leases, name: 'policies/0', work: (signal) => runUntil(signal, watch), log }),
        ),
      ],
      exports: [PolicyWatch],
    };
  }
}
