export type { Context, ContextValue } from './context';
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
export type { GuardScope, GuardVerdict } from './guard/guard-scope';
export { DEADLINE_POLICIES } from './timing/deadline-policy';
export type { DeadlinePolicy } from './timing/deadline-policy';
export { deadlineOf, isoDuration, parseDuration } from './timing/duration';
export type { DurationError, ParsedDuration } from './timing/duration';
export { effectiveDeadline, computedDeadline, waitOf } from './timing/effective-deadline';
export type { EffectiveDeadline, ComputedDeadline, WaitingState } from './timing/effective-deadline';
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
  OVERRIDE_SCOPES,
  TIMEOUT_OVERRIDDEN,
  TIMEOUT_OVERRIDE_REMOVED,
  TIMEOUTS_PAUSED,
  TIMEOUTS_RESUMED,
} from './timing/timeout.events';
export type {
  OverrideScope,
  TimeoutOverridden,
  TimeoutOverrideRemoved,
  TimeoutsPaused,
  TimeoutsResumed,
} from './timing/timeout.events';
export { compileDefinition, withTimeoutRules } from './definition/compile-definition';
export { ABORT_TIMEOUT_STATE, CONFLICT_POLICIES, ESCALATION_KINDS } from './definition/definition';
export type {
  CompiledDefinition,
  ConflictPolicy,
  DefinitionDocument,
  EscalationDefinition,
  EscalationKind,
  StateDefinition,
  TimeoutDefinition,
  TransitionDefinition,
  TransitionOption,
} from './definition/definition';
export { definitionDiagram } from './definition/definition-diagram';
export { definitionHash } from './definition/definition-hash';
export { DEFINITION_LIMITS, DEFINITION_SCHEMA, STATE_ID_PATTERN } from './definition/definition-schema';
export { DEFINITION_PUBLISHED, DEFINITION_RETIRED } from './definition/definition.events';
export type { DefinitionPublished, DefinitionRetired } from './definition/definition.events';
export { DEFINITION_ERROR_CODES, DEFINITION_WARNING_CODES } from './definition/finding';
export type {
  DefinitionError,
  DefinitionErrorCode,
  DefinitionWarning,
  DefinitionWarningCode,
  Finding,
} from './definition/finding';
export { parseDefinition } from './definition/parse-definition';
export type { ParsedDefinition } from './definition/parse-definition';
export { checkDefinition } from './definition/check/check-definition';
export type { DefinitionReport } from './definition/check/check-definition';
export type { LongestTime } from './definition/check/longest-time';
export { COMMAND_REJECTED } from './journey/attempt.events';
export type { AskedChange, CommandRejected } from './journey/attempt.events';
export { CONTEXT_LIMITS } from './journey/context-input';
export { COMMAND_MODES } from './journey/journey.commands';
export type {
  AbortOnTimeout,
  ChangeChannel,
  ChangeContext,
  ChangeDeadline,
  CommandMode,
  JourneyCommand,
  MigrateJourney,
  MoveJourney,
  RestartJourney,
  StartJourney,
  TransitionJourney,
} from './journey/journey.commands';
export { COMMAND_OUTCOMES, REJECTION_CODES } from './journey/journey.decision';
export type { CommandOutcome, Decision, Rejection, RejectionCode } from './journey/journey.decision';
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
  TIMEOUT_DETECTORS,
} from './journey/journey.events';
export type {
  AbortTimeout,
  ChannelChanged,
  ContextChanged,
  ContextPatch,
  DeadlineChanged,
  FoldableEvent,
  GuardTrace,
  JourneyEvent,
  JourneyMigrated,
  JourneyMoved,
  JourneyRestarted,
  JourneyStarted,
  JourneyTransitioned,
  StateEntry,
  TimeoutDetector,
} from './journey/journey.events';
export { evolve, fold, foldStream } from './journey/journey.fold';
export { JOURNEY_STATUSES } from './journey/journey.state';
export type { AppliedCommand, JourneyState, JourneyStatus } from './journey/journey.state';
export { allowedTargets, effectiveContext, isOverdue, statusOf } from './journey/journey.status';
export { journeyView } from './journey/journey.view';
export type { JourneyView } from './journey/journey.view.types';
export { TIMEOUT_COMMAND_PREFIX, timeoutCommandId } from './journey/decider/decide-timeout';
export { decide } from './journey/decider/journey.decider';
export { ESCALATION_REASONS, escalationIdOf, parseEscalationId } from './escalation/escalation-id';
export type { EscalationOrigin, EscalationReason } from './escalation/escalation-id';
export { escalationTriggers } from './escalation/escalation-triggers';
export type { EscalationTrigger } from './escalation/escalation-triggers';
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
export { decideEscalation, ESCALATION_REFUSAL_CODES } from './escalation/escalation.decider';
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
  STUCK_REASONS,
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
  StuckReason,
} from './batch-operation/operation.events';
export { evolveOperation, foldOperation } from './batch-operation/operation.fold';
export type { FoldableOperationEvent } from './batch-operation/operation.fold';
export { hasEnded, OPERATION_STATUSES } from './batch-operation/operation.state';
export type { OperationState, OperationStatus } from './batch-operation/operation.state';
