import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { KeyCatalog } from '@ledger/access';
import { CommandHandlingModule, JourneyPersonalData } from '@ledger/command-handling';
import { EVENT_STORE } from '@ledger/event-store';
import { CLOCK, ID_SOURCE, provided, type Clock } from '@ledger/runtime';
import { BatchOperationsModule } from '@ledger/batch-operations';
import { TimeoutsModule } from '@ledger/timeouts';
import { EscalationsModule } from '@ledger/escalations';
import { PoliciesModule } from '@ledger/policies';
import { AccessRetentionRunner } from './accesses/access-retention.runner';
import { AccessesController } from './accesses/accesses.controller';
import { readRecorder } from './accesses/read-recorder.provider';
import { ReadRecording } from './accesses/read-recording';
import { AccessLifecycle } from './access/access-lifecycle';
import { LedgerAccess } from './access/ledger-access';
import { MaskedViews } from './access/masked-views';
import { AnalyticsController } from './analytics/analytics.controller';
import { analyticsProvider } from './analytics/analytics.provider';
import { KnownNames } from './analytics/known-names';
import { OperationsController } from './batch-operations/operations.controller';
import { ConsoleController } from './console/console.controller';
import { LedgerId } from './console/ledger-id';
import { CommandLines } from './commands/command-lines';
import { CommandsController } from './commands/commands.controller';
import { CountsReader } from './live/counts-reader';
import { LiveCounts } from './live/live-counts';
import { LiveCountsController } from './live/live-counts.controller';
import { LEDGER_CONFIG, type LedgerConfig } from './config/ledger.config';
import { CandidateDefinitions } from './definitions/candidate-definitions';
import { DefinitionDiagramController } from './definitions/definition-diagram.controller';
import { DefinitionLayouts } from './definitions/definition-layouts';
import { DefinitionDiffController } from './definitions/definition-diff.controller';
import { DefinitionVersionsController } from './definitions/definition-versions.controller';
import { DefinitionsController } from './definitions/definitions.controller';
import { JourneyExistence } from './definitions/journey-existence';
import { OpenJourneyCount } from './definitions/open-journey-count';
import { DefinitionCheck } from './definitions/definition-check';
import { ShippedDefinitions } from './definitions/shipped-definitions';
import { EscalationGauges } from './escalations/escalation-gauges';
import { EscalationsController } from './escalations/escalations.controller';
import { EventsController } from './events/events.controller';
import { Followers } from './events/followers';
import { LiveEvents } from './events/live-events';
import { ExportsController } from './exports/exports.controller';
import { FlowController } from './flow/flow.controller';
import { KeysController } from './keys/keys.controller';
import { CommandGateway } from './http/command-gateway';
import { RateLimits } from './http/rate-limits';
import { ReadModelAccess } from './http/read-model-access';
import { ConsideredController } from './journeys/considered.controller';
import { CustomersController } from './journeys/customers.controller';
import { JourneyViewsController } from './journeys/journey-views.controller';
import { RevisionsController } from './journeys/revisions.controller';
import { JourneysController } from './journeys/journeys.controller';
import { LookupController } from './lookup/lookup.controller';
import { DeadlinesController } from './timeouts/deadlines.controller';
import { HealthController } from './monitoring/health.controller';
import { LedgerLoss } from './monitoring/ledger-loss';
import { LedgerMetrics } from './monitoring/ledger-metrics';
import { MetricsController } from './monitoring/metrics.controller';
import { ProblemsController } from './monitoring/problems.controller';
import { OAuthController } from './oauth/oauth.controller';
import { TokenLogin } from './oauth/token-login';
import { AccessGauges } from './monitoring/access-gauges';
import { LedgerGauges } from './monitoring/ledger-gauges';
import { PoliciesController } from './policies/policies.controller';
import { PolicyGauges } from './policies/policy-gauges';
import { ProjectorRunner } from './projector/projector-runner';
import { ProjectionRequests } from './projections/projection-requests';
import { ProjectionsController } from './projections/projections.controller';
import { StopSignal } from './http/stop-signal';
import { TimeoutGauges } from './monitoring/timeout-gauges';
import { RecordsController } from './record/records.controller';
import { Sandboxes } from './sandboxes/sandboxes';
import { SandboxesController } from './sandboxes/sandboxes.controller';
import { SimulationThreads } from './simulations/simulation-threads';
import { SimulationsController } from './simulations/simulations.controller';
import type { LedgerStores } from './stores';
import { TimeoutsController } from './timeouts/timeouts.controller';
import { StoresModule } from './stores.module';

/** Calls of every process, whatever its roles. */
const OPERATIONS: readonly Type[] = [HealthController, MetricsController, ProblemsController, ProjectionsController];

/** Calls of a process with the role `api`. */
const FACES: readonly Type[] = [
  JourneysController,
  JourneyViewsController,
  ConsideredController,
  RevisionsController,
  CustomersController,
  CommandsController,
  DefinitionsController,
  DefinitionVersionsController,
  DefinitionDiffController,
  DefinitionDiagramController,
  SimulationsController,
  DeadlinesController,
  TimeoutsController,
  OperationsController,
  EscalationsController,
  PoliciesController,
  AnalyticsController,
  EventsController,
  ExportsController,
  RecordsController,
  FlowController,
  ConsoleController,
  LiveCountsController,
  LookupController,
  SandboxesController,
  KeysController,
  AccessesController,
  OAuthController,
];

/** One process of the ledger, with the parts that its roles ask for. */
@Module({})
export class AppModule {
  static of(config: LedgerConfig, stores: LedgerStores, access: LedgerAccess, clock: Clock): DynamicModule {
    const storesModule = StoresModule.with(stores);
    const commandHandling = CommandHandlingModule.register({
      imports: [storesModule],
      providers: [{ provide: CLOCK, useValue: clock }],
      clockSkewMs: config.clockSkewMs,
      maxContextBytes: config.contextLimitBytes,
    });
    const servesFaces = config.roles.has('api');
    const escalations = EscalationsModule.register({
      imports: [commandHandling, storesModule],
      runs: config.roles.has('saga'),
      targets: config.webhooks.targets,
      processor: { from: config.escalationsFrom },
      dispatcher: { retry: config.webhooks.retry },
      leases: stores.leases,
    });
    return {
      module: AppModule,
      imports: [
        storesModule,
        commandHandling,
        TerminusModule.forRoot({ logger: false }),
        escalations,
        BatchOperationsModule.register({
          imports: [commandHandling, storesModule],
          runs: config.roles.has('saga'),
          leases: stores.leases,
        }),
        ...(config.roles.has('saga')
          ? [
              TimeoutsModule.register({
                imports: [commandHandling, storesModule],
                saga: config.timeouts,
                leases: stores.leases,
              }),
              PoliciesModule.register({
                imports: [commandHandling, storesModule, escalations],
                leases: stores.leases,
              }),
            ]
          : []),
      ],
      controllers: [...OPERATIONS, ...(servesFaces ? FACES : [])],
      providers: [
        { provide: LEDGER_CONFIG, useValue: config },
        { provide: LedgerAccess, useValue: access },
        AccessLifecycle,
        { provide: TokenLogin, useValue: access.login },
        StopSignal,
        RateLimits,
        LedgerLoss,
        LedgerMetrics,
        LedgerGauges,
        AccessGauges,
        EscalationGauges,
        PolicyGauges,
        TimeoutGauges,
        ...(config.roles.has('projector') ? [ProjectorRunner] : []),
        readRecorder(config),
        ReadRecording,
        ...(config.roles.has('saga') ? [AccessRetentionRunner] : []),
        MaskedViews,
        CommandGateway,
        ReadModelAccess,
        provided(
          LiveEvents,
          { store: EVENT_STORE, personal: JourneyPersonalData },
          ({ store, personal }) => new LiveEvents(store, personal),
        ),
        ProjectionRequests,
        ...(servesFaces
          ? [
              provided(
                KeyCatalog,
                { store: EVENT_STORE, clock: CLOCK, ids: ID_SOURCE, access: LedgerAccess },
                ({ access: { streams, hasOtherAdmins }, ...ports }) =>
                  new KeyCatalog({ ...ports, streams, hasOtherAdmins }),
              ),
              CommandLines,
              JourneyExistence,
              OpenJourneyCount,
              CandidateDefinitions,
              SimulationThreads,
              ShippedDefinitions,
              { provide: DefinitionCheck, useValue: new DefinitionCheck() },
              DefinitionLayouts,
              KnownNames,
              analyticsProvider,
              Followers,
              LedgerId,
              CountsReader,
              LiveCounts,
              Sandboxes,
            ]
          : []),
      ],
    };
  }
}
