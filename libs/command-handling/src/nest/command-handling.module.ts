import { Logger, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { defined } from '@ledger/plain-data';
import { EVENT_STORE, UpcasterRegistry, type EventStore } from '@ledger/event-store';
import { AttemptRecorder } from '../journeys/attempt-recorder';
import {
  CLOCK,
  systemClock,
  type Clock,
  ID_SOURCE,
  randomIds,
  type IdSource,
  SYSTEM_LOG,
  type SystemLog,
  SCHEDULER,
  systemScheduler,
  type Scheduler,
} from '@ledger/runtime';
import { DefinitionCatalog } from '../definitions/definition-catalog';
import { JourneyCommandExecutor } from '../journeys/journey-command-executor';
import { JourneyCache } from '../journeys/journey-cache';
import { JourneyReader } from '../journeys/journey-reader';
import { RuledDefinitions } from '../timeouts/ruled-definitions';
import { AttemptDrain } from './attempt-drain';
import { CheckDefinitionHandler } from './check-definition.handler';
import type { CommandHandlingOptions } from './command-handling.options';
import { DuplicateHandlerCheck } from './duplicate-handler-check';
import { ExecuteJourneyHandler } from './execute-journey.handler';
import { GetDefinitionHandler } from './get-definition.handler';
import { GetJourneyHandler } from './get-journey.handler';
import { ListDefinitionsHandler } from './list-definitions.handler';
import { PublishDefinitionHandler } from './publish-definition.handler';
import { RetireDefinitionHandler } from './retire-definition.handler';

/** The system's ports; whatever the options provide under the same token takes their place. */
const SYSTEM_PORTS: readonly Provider[] = [
  { provide: CLOCK, useValue: systemClock },
  { provide: SCHEDULER, useValue: systemScheduler },
  { provide: ID_SOURCE, useValue: randomIds },
  { provide: SYSTEM_LOG, useValue: new Logger('CommandHandling') },
  { provide: UpcasterRegistry, useValue: new UpcasterRegistry() },
];

const HANDLERS: readonly Provider[] = [
  ExecuteJourneyHandler,
  PublishDefinitionHandler,
  RetireDefinitionHandler,
  CheckDefinitionHandler,
  GetDefinitionHandler,
  ListDefinitionsHandler,
  GetJourneyHandler,
];

const EXPORTS = [
  JourneyCommandExecutor,
  JourneyReader,
  DefinitionCatalog,
  RuledDefinitions,
  AttemptRecorder,
  UpcasterRegistry,
  CLOCK,
  SCHEDULER,
  ID_SOURCE,
  SYSTEM_LOG,
];

/** Command handling on the bus. Register it once: it holds what is known of the heads of the journeys' streams. */
@Module({})
export class CommandHandlingModule {
  static register(options: CommandHandlingOptions = {}): DynamicModule {
    return {
      module: CommandHandlingModule,
      imports: [CqrsModule, ...(options.imports ?? [])],
      providers: [
        ...SYSTEM_PORTS,
        ...(options.providers ?? []),
        ...pureProviders(options),
        ...HANDLERS,
        AttemptDrain,
        DuplicateHandlerCheck,
      ],
      exports: [CqrsModule, ...EXPORTS],
    };
  }
}

/** Builds what knows nothing of Nest from its ports. */
function pureProviders({ clockSkewMs }: CommandHandlingOptions): Provider[] {
  return [
    {
      provide: JourneyCache,
      inject: [EVENT_STORE, UpcasterRegistry],
      useFactory: (store: EventStore, upcasters: UpcasterRegistry) => new JourneyCache(store, upcasters),
    },
    {
      provide: AttemptRecorder,
      inject: [EVENT_STORE, SCHEDULER, SYSTEM_LOG],
      useFactory: (store: EventStore, scheduler: Scheduler, log: SystemLog) =>
        new AttemptRecorder({ store, scheduler, log }),
    },
    {
      provide: DefinitionCatalog,
      inject: [EVENT_STORE, UpcasterRegistry, CLOCK, ID_SOURCE],
      useFactory: (store: EventStore, upcasters: UpcasterRegistry, clock: Clock, ids: IdSource) =>
        new DefinitionCatalog({ store, upcasters, clock, ids }),
    },
    {
      provide: RuledDefinitions,
      inject: [EVENT_STORE, UpcasterRegistry, CLOCK, ID_SOURCE, DefinitionCatalog],
      useFactory: (
        store: EventStore,
        upcasters: UpcasterRegistry,
        clock: Clock,
        ids: IdSource,
        catalog: DefinitionCatalog,
      ) => new RuledDefinitions({ store, upcasters, clock, ids }, catalog),
    },
    {
      provide: JourneyReader,
      inject: [EVENT_STORE, JourneyCache, UpcasterRegistry, RuledDefinitions, CLOCK],
      useFactory: (
        store: EventStore,
        cache: JourneyCache,
        upcasters: UpcasterRegistry,
        definitions: RuledDefinitions,
        clock: Clock,
      ) => new JourneyReader({ store, cache, upcasters, definitions, clock }),
    },
    {
      provide: JourneyCommandExecutor,
      inject: [EVENT_STORE, JourneyCache, UpcasterRegistry, RuledDefinitions, AttemptRecorder, CLOCK, ID_SOURCE],
      useFactory: (
        store: EventStore,
        cache: JourneyCache,
        upcasters: UpcasterRegistry,
        definitions: RuledDefinitions,
        attempts: AttemptRecorder,
        clock: Clock,
        ids: IdSource,
      ) =>
        new JourneyCommandExecutor({
          store,
          cache,
          upcasters,
          definitions,
          attempts,
          clock,
          ids,
          ...defined({ clockSkewMs }),
        }),
    },
  ];
}
