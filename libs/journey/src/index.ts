export { COMMAND_REJECTED } from './attempt.events';
export type { AskedChange, CommandRejected } from './attempt.events';
export { checkDefinition } from './check/check-definition';
export type { DefinitionReport } from './check/check-definition';
export type {
  DefinitionError,
  DefinitionErrorCode,
  DefinitionWarning,
  DefinitionWarningCode,
  Finding,
} from './check/finding';
export type { LongestTime } from './check/longest-time';
export { compileDefinition, withTimeoutRules } from './compile-definition';
export { CONTEXT_LIMITS } from './context-input';
export { TIMEOUT_COMMAND_PREFIX, timeoutCommandId } from './decider/decide-timeout';
export { ABORT_TIMEOUT_STATE } from './definition';
export type {
  CompiledDefinition,
  ConflictPolicy,
  Context,
  ContextValue,
  DefinitionDocument,
  EscalationDefinition,
  GuardScope,
  GuardVerdict,
  StateDefinition,
  TimeoutDefinition,
  TransitionDefinition,
  TransitionOption,
} from './definition';
export { definitionDiagram } from './definition-diagram';
export { definitionHash } from './definition-hash';
export { DEFINITION_LIMITS, DEFINITION_SCHEMA, STATE_ID_PATTERN } from './definition-schema';
export { DEFINITION_PUBLISHED, DEFINITION_RETIRED } from './definition.events';
export type { DefinitionPublished, DefinitionRetired } from './definition.events';
export { deadlineOf, isoDuration, parseDuration } from './duration';
export type { DurationError, ParsedDuration } from './duration';
export type {
  AbortOnTimeout,
  ChangeChannel,
  ChangeContext,
  ChangeDeadline,
  JourneyCommand,
  MigrateJourney,
  MoveJourney,
  RestartJourney,
  StartJourney,
  TransitionJourney,
} from './journey.commands';
export { decide } from './journey.decider';
export type { Decision, Rejection, RejectionCode } from './journey.decision';
export {
  ABORT_TIMEOUT,
  CHANNEL_CHANGED,
  CONTEXT_CHANGED,
  DEADLINE_CHANGED,
  JOURNEY_MIGRATED,
  JOURNEY_MOVED,
  JOURNEY_RESTARTED,
  JOURNEY_STARTED,
  JOURNEY_TRANSITIONED,
  SCHEMA_DEFAULT,
} from './journey.events';
export type {
  AbortTimeout,
  ChannelChanged,
  ContextChanged,
  ContextPatch,
  DeadlineChanged,
  DeadlinePolicy,
  FoldableEvent,
  GuardTrace,
  JourneyEvent,
  JourneyMigrated,
  JourneyMoved,
  JourneyRestarted,
  JourneyStarted,
  JourneyTransitioned,
  StateEntry,
} from './journey.events';
export type {
  ClaimEscalation,
  CompleteEscalation,
  EscalationCommand,
  GiveUpDelivery,
  RecordDelivery,
  RecordFailure,
  ReleaseEscalation,
  ReplayEscalation,
  RequestEscalation,
} from './escalation/escalation.commands';
export { decideEscalation } from './escalation/escalation.decider';
export type { EscalationDecision, EscalationRefusalCode } from './escalation/escalation.decider';
export {
  ESCALATION_CLAIMED,
  ESCALATION_COMPLETED,
  ESCALATION_DEAD_LETTERED,
  ESCALATION_DELIVERED,
  ESCALATION_FAILED,
  ESCALATION_RELEASED,
  ESCALATION_REPLAYED,
  ESCALATION_REQUESTED,
} from './escalation/escalation.events';
export type {
  DeliveryFailure,
  EscalationClaimed,
  EscalationCompleted,
  EscalationDeadLettered,
  EscalationDelivered,
  EscalationEvent,
  EscalationFailed,
  EscalationReleased,
  EscalationReplayed,
  EscalationRequested,
} from './escalation/escalation.events';
export { evolveEscalation } from './escalation/escalation.fold';
export type { FoldableEscalationEvent } from './escalation/escalation.fold';
export { ESCALATION_STATUSES, escalationStatusAt } from './escalation/escalation.state';
export type {
  EscalationClaim,
  EscalationCompletion,
  EscalationDelivery,
  EscalationState,
  EscalationStatus,
} from './escalation/escalation.state';
export { escalationIdOf, parseEscalationId } from './escalation/escalation-id';
export type { EscalationOrigin, EscalationReason } from './escalation/escalation-id';
export { escalationTriggers } from './escalation/escalation-triggers';
export type { EscalationTrigger } from './escalation/escalation-triggers';
export { evolve, fold, foldStream } from './journey.fold';
export type { AppliedCommand, JourneyState, JourneyStatus } from './journey.state';
export { allowedTargets, effectiveContext, isOverdue, statusOf } from './journey.status';
export { journeyView } from './journey.view';
export type { JourneyView } from './journey.view.types';
export { parseDefinition } from './parse-definition';
export type { ParsedDefinition } from './parse-definition';
export {
  attemptStream,
  DEFINITION_ID,
  definitionStream,
  ESCALATION_ID,
  escalationStream,
  journeyStream,
  OPERATION_ID,
  operationStream,
  parseStream,
  SESSION_ID,
  STREAM_KINDS,
  streamCategory,
  TENANT_ID,
  tenantTimeoutsStream,
} from './stream-names';
export type { ParsedStream, StreamKind } from './stream-names';
export { effectiveDeadline, reckonedDeadline, waitOf } from './timing/effective-deadline';
export type { EffectiveDeadline, ReckonedDeadline, WaitingState } from './timing/effective-deadline';
export { dueInstant, sessionSteps, timeoutPlans } from './timing/timeout-plan';
export type { DueInstant, TimeoutPlan, TimeoutStep, Wait } from './timing/timeout-plan';
export {
  liveOverrides,
  NO_TIMEOUT_CHANGES,
  NO_TIMEOUT_PAUSES,
  timeoutRulesAsOf,
  withTimeoutChange,
  withTimeoutPause,
} from './timing/timeout-rules';
export type {
  TimeoutChange,
  TimeoutChanges,
  TimeoutOverride,
  TimeoutOverrideRemoval,
  TimeoutPause,
  TimeoutRuleEvent,
  TimeoutRules,
} from './timing/timeout-rules';
export {
  TIMEOUT_OVERRIDDEN,
  TIMEOUT_OVERRIDE_REMOVED,
  TIMEOUTS_PAUSED,
  TIMEOUTS_RESUMED,
} from './timing/timeout.events';
export type {
  TimeoutOverridden,
  TimeoutOverrideRemoved,
  TimeoutsPaused,
  TimeoutsResumed,
} from './timing/timeout.events';
export { OPERATION_COMMAND_PREFIX, operationCommandId } from './batch-operation/operation-command-id';
export type { OperationCommand, OperationDecision } from './batch-operation/operation.commands';
export { decideOperation } from './batch-operation/operation.decider';
export {
  JOURNEY_OUTCOMES,
  OPERATION_CANCEL_REQUESTED,
  OPERATION_CANCELLED,
  OPERATION_COMPLETED,
  OPERATION_KINDS,
  OPERATION_PAUSED,
  OPERATION_PROGRESSED,
  OPERATION_REQUESTED,
  OPERATION_RESUMED,
  OPERATION_SELECTED,
} from './batch-operation/operation.events';
export type {
  JourneyOutcome,
  JourneyResult,
  OperationEvent,
  OperationFilter,
  OperationKind,
  OperationProgressed,
  OperationRequested,
  OperationSelected,
  OperationTarget,
} from './batch-operation/operation.events';
export { evolveOperation, foldOperation } from './batch-operation/operation.fold';
export type { FoldableOperationEvent } from './batch-operation/operation.fold';
export { hasEnded } from './batch-operation/operation.state';
export type { OperationState, OperationStatus } from './batch-operation/operation.state';
