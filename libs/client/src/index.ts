export { isAccepted } from './command.types';
export type {
  ChannelRequest,
  CommandFields,
  CommandLine,
  DeadlineRequest,
  LineOutcome,
  LockFields,
  MigrateRequest,
  MoveRequest,
  RestartRequest,
  StartRequest,
  TransitionRequest,
  TransitionTarget,
} from './command.types';
export type { CommandStreamOptions } from './command-stream';
export type {
  DefinitionDocument,
  DefinitionFinding,
  DefinitionListing,
  DefinitionBound,
  DefinitionReport,
  PublishedDefinition,
  PublishResult,
} from './definition.types';
export type { DefinitionsClient } from './definitions-client';
export type {
  ChangedTimeout,
  DefinitionTimeouts,
  OverrideRemoval,
  StateTimeout,
  TenantTimeouts,
  TimeoutChange,
  TimeoutLock,
  TimeoutOverride,
  TimeoutPause,
  TimeoutPreview,
} from './timeout.types';
export type { TimeoutsClient } from './timeouts-client';
export type {
  ClaimRequest,
  CompleteRequest,
  Escalation,
  EscalationDetails,
  EscalationPage,
  EscalationResult,
  EscalationSearch,
  EscalationStatus,
  EscalationStep,
  ReleaseRequest,
  ReplayRequest,
} from './escalation.types';
export type { EscalationsClient } from './escalations-client';
export type {
  JourneyOutcome,
  JourneyResult,
  Operation,
  OperationDryRun,
  OperationFilter,
  OperationKind,
  OperationRequest,
  OperationStart,
  OperationTarget,
  StuckJourney,
  StuckKind,
  StuckSearch,
} from './operation.types';
export type { OperationsClient } from './operations-client';
export type { ExportFilter, ExportName } from './export.types';
export type { TransportOptions } from './http-transport';
export type {
  AppendedEvent,
  ChosenFields,
  CommandResult,
  Context,
  ContextValue,
  Journey,
  JourneyPage,
  JourneyRow,
  JourneySearch,
  JourneyStatus,
  SuccessOutcome,
  Timeline,
  TimelineEntry,
} from './journey.types';
export { LedgerClient } from './ledger-client';
export type { AsOf } from './ledger-client';
export { LedgerProblem, LedgerUnreachableError } from './problems';
export type { ProblemDocument } from './problems';
export type { RetryPolicy } from './retry-policy';
