import { Injectable, Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  CLOCK,
  ExecuteJourneyCommand,
  OPERATIONS_LOG,
  SCHEDULER,
  type Clock,
  type OperationsLog,
  type Scheduler,
} from '@ledger/command-handling';
import { READ_MODEL_QUERIES, type ReadModelQueries } from '@ledger/projections';
import { TimeoutSaga } from './timeout-saga';
import type { TimeoutSagaOptions } from './timeout-saga.options';

export interface TimeoutsOptions {
  /** Modules that export what `CommandHandlingModule` does, and `READ_MODEL_QUERIES`. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  readonly saga?: Partial<TimeoutSagaOptions>;
}

/** Runs the saga for as long as the application runs: it stops first, before the server and the stores close. */
@Injectable()
export class TimeoutSagaLifecycle implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly saga: TimeoutSaga) {}

  onApplicationBootstrap(): void {
    this.saga.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.saga.stop();
  }
}

/** The timeout saga of a process that has the role for it. */
@Module({})
export class TimeoutsModule {
  static register({ imports, saga }: TimeoutsOptions): DynamicModule {
    return {
      module: TimeoutsModule,
      imports,
      providers: [
        {
          provide: TimeoutSaga,
          inject: [READ_MODEL_QUERIES, CommandBus, CLOCK, SCHEDULER, OPERATIONS_LOG],
          useFactory: (
            deadlines: ReadModelQueries,
            bus: CommandBus,
            clock: Clock,
            scheduler: Scheduler,
            log: OperationsLog,
          ) => {
            const execute = (request: ExecuteJourneyCommand['request']) =>
              bus.execute(new ExecuteJourneyCommand(request));
            return new TimeoutSaga({ deadlines, execute, clock, scheduler, log }, saga);
          },
        },
        TimeoutSagaLifecycle,
      ],
      exports: [TimeoutSaga],
    };
  }
}
