import { Inject, Injectable, Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ExecuteJourneyCommand } from '@ledger/command-handling';
import { CLOCK, SYSTEM_LOG, SCHEDULER, type Clock, type SystemLog, type Scheduler } from '@ledger/runtime';
import { EmbeddedLeases, runWhileHeld, type HeldLease, type Leases } from '@ledger/leases';
import { READ_MODEL_QUERIES, type ReadModelQueries } from '@ledger/projections';
import { TimeoutSaga } from './timeout-saga';
import type { TimeoutSagaOptions } from './timeout-saga.options';

export interface TimeoutsOptions {
  /** Modules that export what `CommandHandlingModule` does, and `READ_MODEL_QUERIES`. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  readonly saga?: Partial<TimeoutSagaOptions>;
  /** Which of several processes runs the saga; absent where there is one process. */
  readonly leases?: Leases;
}

/** Of the one piece of work that the saga is. */
const SAGA_LEASE = 'saga/0';

const LEASES = Symbol('LEASES');

/**
 * Runs the saga for as long as the application runs and holds its lease: it stops first, before the server and the stores
 * close. No fence is needed: two sagas that both believe to own the lease append the same event under the same revision.
 */
@Injectable()
export class TimeoutSagaLifecycle implements OnApplicationBootstrap, OnModuleDestroy {
  private lease: HeldLease | undefined;

  constructor(
    private readonly saga: TimeoutSaga,
    @Inject(LEASES) private readonly leases: Leases,
    @Inject(SYSTEM_LOG) private readonly log: SystemLog,
  ) {}

  onApplicationBootstrap(): void {
    this.lease = runWhileHeld(this.leases, SAGA_LEASE, this.saga, () =>
      this.log.warn('Another process may have taken the time-outs over: this one stands by.'),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.lease?.stop();
  }
}

/** The timeout saga of a process that has the role for it. */
@Module({})
export class TimeoutsModule {
  static register({ imports, saga, leases = new EmbeddedLeases() }: TimeoutsOptions): DynamicModule {
    return {
      module: TimeoutsModule,
      imports,
      providers: [
        {
          provide: TimeoutSaga,
          inject: [READ_MODEL_QUERIES, CommandBus, CLOCK, SCHEDULER, SYSTEM_LOG],
          useFactory: (
            deadlines: ReadModelQueries,
            bus: CommandBus,
            clock: Clock,
            scheduler: Scheduler,
            log: SystemLog,
          ) => {
            const execute = (request: ExecuteJourneyCommand['request']) =>
              bus.execute(new ExecuteJourneyCommand(request));
            return new TimeoutSaga({ deadlines, execute, clock, scheduler, log }, saga);
          },
        },
        { provide: LEASES, useValue: leases },
        TimeoutSagaLifecycle,
      ],
      exports: [TimeoutSaga],
    };
  }
}
