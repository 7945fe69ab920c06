import { Module, type DynamicModule, type ModuleMetadata, type Provider } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RuledDefinitions, ExecuteJourneyCommand, JourneyCommandExecutor } from '@ledger/command-handling';
import { CLOCK, provided, randomIds, SCHEDULER, SYSTEM_LOG } from '@ledger/runtime';
import { EVENT_STORE, UpcasterRegistry } from '@ledger/event-store';
import { EmbeddedLeases, LeasedLifecycle, runUntil, type Leases } from '@ledger/leases';
import { OPERATION_QUERIES, READ_MODEL_QUERIES } from '@ledger/projections';
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
        provided(
          OperationLedger,
          { store: EVENT_STORE, clock: CLOCK },
          (ports) => new OperationLedger({ ...ports, upcasters: new UpcasterRegistry(), ids: randomIds }),
        ),
        provided(
          BatchOperations,
          { ...QUERIES, definitions: RuledDefinitions, executor: JourneyCommandExecutor, clock: CLOCK },
          ({ executor, ...ports }) => new BatchOperations({ ...ports, preview: executor.preview.bind(executor) }),
        ),
        ...(runs ? [runnerProvider(runner), lifecycleProvider(leases)] : []),
      ],
      exports: [OperationLedger, BatchOperations],
    };
  }
}

const QUERIES = { ledger: OperationLedger, queries: READ_MODEL_QUERIES, operations: OPERATION_QUERIES };

/** No fence is needed: two runners would send each journey the same command, which is applied once. */
function lifecycleProvider(leases: Leases): Provider {
  return provided(
    LeasedLifecycle,
    { runner: OperationRunner, log: SYSTEM_LOG },
    ({ runner, log }) =>
      new LeasedLifecycle({ leases, name: 'operations/0', work: (signal) => runUntil(signal, runner), log }),
  );
}

function runnerProvider(options: Partial<OperationRunnerOptions> | undefined): Provider {
  return provided(
    OperationRunner,
    { ...QUERIES, store: EVENT_STORE, bus: CommandBus, clock: CLOCK, scheduler: SCHEDULER, log: SYSTEM_LOG },
    ({ bus, ...ports }) => {
      const execute = (request: ExecuteJourneyCommand['request']) => bus.execute(new ExecuteJourneyCommand(request));
      return new OperationRunner({ ...ports, upcasters: new UpcasterRegistry(), execute }, options);
    },
  );
}
