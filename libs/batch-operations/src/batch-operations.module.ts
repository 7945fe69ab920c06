import { Module, type DynamicModule, type ModuleMetadata, type Provider } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RuledDefinitions, ExecuteJourneyCommand, JourneyCommandExecutor } from '@ledger/command-handling';
import { CLOCK, SYSTEM_LOG, randomIds, SCHEDULER, type Clock, type SystemLog, type Scheduler } from '@ledger/runtime';
import { EVENT_STORE, UpcasterRegistry, type EventStore } from '@ledger/event-store';
import { EmbeddedLeases, LeasedLifecycle, runUntil, type Leases } from '@ledger/leases';
import {
  OPERATION_QUERIES,
  READ_MODEL_QUERIES,
  type OperationQueries,
  type ReadModelQueries,
} from '@ledger/projections';
import { BatchOperations } from './batch-operations';
import { OperationLedger } from './operation-ledger';
import { OperationRunner, type OperationRunnerOptions } from './operation-runner';

export interface BatchOperationsOptions {
  /** Modules that export what `CommandHandlingModule` does, `EVENT_STORE`, `READ_MODEL_QUERIES` and `OPERATION_QUERIES`. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  /** Whether this process also runs operations. Any process accepts them. */
  readonly runs: boolean;
  readonly runner?: Partial<OperationRunnerOptions>;
  /** Which of several processes runs them. Default: this one, as if it were alone. */
  readonly leases?: Leases;
}

/** Batch operations: any process accepts them, processes with the role for it run them. */
@Module({})
export class BatchOperationsModule {
  static register({ imports, runs, runner, leases = new EmbeddedLeases() }: BatchOperationsOptions): DynamicModule {
    return {
      module: BatchOperationsModule,
      imports,
      providers: [
        {
          provide: OperationLedger,
          inject: [EVENT_STORE, CLOCK],
          useFactory: (store: EventStore, clock: Clock) =>
            new OperationLedger({ store, clock, upcasters: new UpcasterRegistry(), ids: randomIds }),
        },
        {
          provide: BatchOperations,
          inject: [
            OperationLedger,
            READ_MODEL_QUERIES,
            OPERATION_QUERIES,
            RuledDefinitions,
            JourneyCommandExecutor,
            CLOCK,
          ],
          useFactory: (
            ledger: OperationLedger,
            queries: ReadModelQueries,
            operations: OperationQueries,
            definitions: RuledDefinitions,
            executor: JourneyCommandExecutor,
            clock: Clock,
          ) => {
            const preview = executor.preview.bind(executor);
            return new BatchOperations({ ledger, queries, operations, definitions, preview, clock });
          },
        },
        ...(runs ? [runnerProvider(runner), lifecycleProvider(leases)] : []),
      ],
      exports: [OperationLedger, BatchOperations],
    };
  }
}

/** No fence is needed: two runners would send each journey the same command, which is applied once. */
function lifecycleProvider(leases: Leases): Provider {
  return {
    provide: LeasedLifecycle,
    inject: [OperationRunner, SYSTEM_LOG],
    useFactory: (runner: OperationRunner, log: SystemLog) =>
      new LeasedLifecycle({ leases, name: 'operations/0', work: (signal) => runUntil(signal, runner), log }),
  };
}

function runnerProvider(options: Partial<OperationRunnerOptions> | undefined): Provider {
  return {
    provide: OperationRunner,
    inject: [
      OperationLedger,
      EVENT_STORE,
      READ_MODEL_QUERIES,
      OPERATION_QUERIES,
      CommandBus,
      CLOCK,
      SCHEDULER,
      SYSTEM_LOG,
    ],
    useFactory: (
      ledger: OperationLedger,
      store: EventStore,
      queries: ReadModelQueries,
      operations: OperationQueries,
      bus: CommandBus,
      clock: Clock,
      scheduler: Scheduler,
      log: SystemLog,
    ) => {
      const execute = (request: ExecuteJourneyCommand['request']) => bus.execute(new ExecuteJourneyCommand(request));
      const upcasters = new UpcasterRegistry();
      return new OperationRunner(
        { ledger, store, upcasters, queries, operations, execute, clock, scheduler, log },
        options,
      );
    },
  };
}
