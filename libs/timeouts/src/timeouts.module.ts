import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ExecuteJourneyCommand } from '@ledger/command-handling';
import { EmbeddedLeases, LeasedLifecycle, runUntil, type Leases } from '@ledger/leases';
import { READ_MODEL_QUERIES } from '@ledger/projections';
import { CLOCK, provided, SCHEDULER, SYSTEM_LOG } from '@ledger/runtime';
import { TimeoutSaga } from './timeout-saga';
import type { TimeoutSagaOptions } from './timeout-saga.options';

export interface TimeoutsOptions {
  /** Modules that export what `CommandHandlingModule` does, and `READ_MODEL_QUERIES`. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  readonly saga?: Partial<TimeoutSagaOptions>;
  /** Decides which of several processes runs the saga. Default: this one, as if it were alone. */
  readonly leases?: Leases;
}

/** The timeout saga of a process that has the role for it. */
@Module({})
export class TimeoutsModule {
  static register({ imports, saga: options, leases = new EmbeddedLeases() }: TimeoutsOptions): DynamicModule {
    return {
      module: TimeoutsModule,
      imports,
      providers: [
        provided(
          TimeoutSaga,
          { deadlines: READ_MODEL_QUERIES, bus: CommandBus, clock: CLOCK, scheduler: SCHEDULER, log: SYSTEM_LOG },
          ({ bus, ...ports }) => {
            const execute = (request: ExecuteJourneyCommand['request']) =>
              bus.execute(new ExecuteJourneyCommand(request));
            return new TimeoutSaga({ ...ports, execute }, options);
          },
        ),
        // No fence is needed: two sagas that both believe to hold the lease append the same event under one revision.
        provided(
          LeasedLifecycle,
          { saga: TimeoutSaga, log: SYSTEM_LOG },
          ({ saga, log }) =>
            new LeasedLifecycle({ leases, name: 'saga/0', work: (signal) => runUntil(signal, saga), log }),
        ),
      ],
      exports: [TimeoutSaga],
    };
  }
}
