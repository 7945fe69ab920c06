import { Logger, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { defined } from '@ledger/plain-data';
import { EVENT_STORE, UpcasterRegistry } from '@ledger/event-store';
import { AliasedCommands } from '../aliases/aliased-commands';
import { AttemptFeed } from '../journeys/attempt-feed';
import { AttemptRecorder } from '../journeys/attempt-recorder';
import { BoundCommandIds } from '../journeys/bound-command-ids';
import {
  CLOCK,
  ID_SOURCE,
  provided,
  randomIds,
  SCHEDULER,
  SYSTEM_LOG,
  systemClock,
  systemScheduler,
} from '@ledger/runtime';
import { DefinitionCatalog } from '../definitions/definition-catalog';
import { JourneyPersonalData } from '../definitions/journey-personal-data';
import { JourneyCommandExecutor } from '../journeys/journey-command-executor';
import { JourneyCache } from '../journeys/journey-cache';
import { JourneyReader } from '../journeys/journey-reader';
import { RuledDefinitions } from '../timeouts/ruled-definitions';
import { AttemptDrain } from './attempt-drain';
import type { CommandHandlingOptions } from './command-handling.options';
import {
  ChangeDefinitionVersionHandler,
  GetDefinitionHandler,
  GetDefinitionHistoryHandler,
  GetUpgradePathsHandler,
  ListDefinitionsHandler,
  PublishDefinitionHandler,
} from './definition.handlers';
import { DuplicateHandlerCheck } from './duplicate-handler-check';
import {
  ConsiderTransitionHandler,
  ExecuteJourneyHandler,
  GetJourneyHandler,
  GetJourneyRevisionsHandler,
} from './journey.handlers';

/** The system's ports; whatever the options provide under the same token takes their place. */
const SYSTEM_PORTS: readonly Provider[] = [
  { provide: CLOCK, useValue: systemClock },
  { provide: SCHEDULER, useValue: systemScheduler },
  { provide: ID_SOURCE, useValue: randomIds },
  { provide: SYSTEM_LOG, useValue: new Logger('CommandHandling') },
  { provide: UpcasterRegistry, useValue: new UpcasterRegistry() },
];

const STREAMS = { store: EVENT_STORE, upcasters: UpcasterRegistry };
const DECIDING = { ...STREAMS, cache: JourneyCache, definitions: RuledDefinitions, clock: CLOCK };

const HANDLERS: readonly Provider[] = [
  ExecuteJourneyHandler,
  PublishDefinitionHandler,
  ChangeDefinitionVersionHandler,
  GetDefinitionHandler,
  GetDefinitionHistoryHandler,
  GetUpgradePathsHandler,
  ListDefinitionsHandler,
  GetJourneyHandler,
  ConsiderTransitionHandler,
  GetJourneyRevisionsHandler,
];

const EXPORTS = [
  AliasedCommands,
  JourneyCommandExecutor,
  JourneyReader,
  DefinitionCatalog,
  JourneyPersonalData,
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
function pureProviders({ clockSkewMs, maxContextBytes }: CommandHandlingOptions): Provider[] {
  return [
    provided(JourneyCache, STREAMS, ({ store, upcasters }) => new JourneyCache(store, upcasters)),
    provided(
      AttemptRecorder,
      { store: EVENT_STORE, scheduler: SCHEDULER, log: SYSTEM_LOG },
      (ports) => new AttemptRecorder(ports),
    ),
    provided(BoundCommandIds, { ...STREAMS, clock: CLOCK }, (ports) => new BoundCommandIds(ports)),
    provided(
      AttemptFeed,
      { ...STREAMS, bound: BoundCommandIds, scheduler: SCHEDULER, log: SYSTEM_LOG },
      (ports) => new AttemptFeed(ports),
    ),
    provided(DefinitionCatalog, { ...STREAMS, clock: CLOCK, ids: ID_SOURCE }, (ports) => new DefinitionCatalog(ports)),
    provided(
      RuledDefinitions,
      { ...STREAMS, clock: CLOCK, ids: ID_SOURCE, catalog: DefinitionCatalog },
      ({ catalog, ...ports }) => new RuledDefinitions(ports, catalog),
    ),
    provided(
      JourneyPersonalData,
      { catalog: DefinitionCatalog, cache: JourneyCache },
      ({ catalog, cache }) => new JourneyPersonalData(catalog.cache, cache),
    ),
    provided(JourneyReader, DECIDING, (ports) => new JourneyReader({ ...ports, ...defined({ maxContextBytes }) })),
    provided(
      JourneyCommandExecutor,
      { ...DECIDING, attempts: AttemptRecorder, bound: BoundCommandIds, feed: AttemptFeed, ids: ID_SOURCE },
      (ports) => new JourneyCommandExecutor({ ...ports, ...defined({ clockSkewMs, maxContextBytes }) }),
    ),
    provided(
      AliasedCommands,
      { ...DECIDING, executor: JourneyCommandExecutor, ids: ID_SOURCE },
      (ports) => new AliasedCommands(ports),
    ),
  ];
}
