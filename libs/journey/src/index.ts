export type { Context, ContextValue } from './context';
export type { FoldableEvent } from './foldable-event';
export {
  attemptStream,
  DEFINITION_ID,
  definitionStream,
  ESCALATION_ID,
  escalationStream,
  journeyStream,
  operationStream,
  parseStream,
  SESSION_ID,
  STREAM_KINDS,
  streamCategory,
  type StreamKind,
  TENANT_ID,
  tenantTimeoutsStream,
} from './stream-names';
export type { GuardScope } from './guard/guard-scope';
export { DEADLINE_POLICIES, type DeadlinePolicy } from './timing/deadline-policy';
export { deadlineOf, instantText, isoDuration, parseDuration } from './timing/duration';
export {
  computedDeadline,
  effectiveDeadline,
  type EffectiveDeadline,
  type WaitingState,
  waitOf,
} from './timing/effective-deadline';
export {
  dueInstant,
  sessionSteps,
  type TimeoutPlan,
  timeoutPlans,
  type TimeoutStep,
  type Wait,
} from './timing/timeout-plan';
export {
  liveOverrides,
  NO_TIMEOUT_CHANGES,
  NO_TIMEOUT_PAUSES,
  type TimeoutChange,
  type TimeoutChanges,
  type TimeoutOverride,
  type TimeoutPause,
  type TimeoutRules,
  timeoutRulesAsOf,
  withTimeoutChange,
  withTimeoutPause,
} from './timing/timeout-rules';
export {
  OVERRIDE_SCOPES,
  type OverrideScope,
  TIMEOUT_OVERRIDDEN,
  TIMEOUT_OVERRIDE_REMOVED,
  type TimeoutOverridden,
  type TimeoutOverrideRemoved,
  TIMEOUTS_PAUSED,
  TIMEOUTS_RESUMED,
  type TimeoutsPaused,
  type TimeoutsResumed,
} from './timing/timeout.events';
export { compileDefinition, withTimeoutRules } from './definition/compile-definition';
export {
  ABORT_TIMEOUT_STATE,
  type CompiledDefinition,
  CONFLICT_POLICIES,
  type ConflictPolicy,
  type DefinitionDocument,
  ESCALATION_KINDS,
  FINAL_OUTCOMES,
  type EscalationDefinition,
  type EscalationKind,
  type FinalOutcome,
  type StateDefinition,
  type TimeoutDefinition,
  type TransitionDefinition,
  type TransitionOption,
} from './definition/definition';
export { definitionDiagram } from './definition/definition-diagram';
export { definitionHash } from './definition/definition-hash';
export { DEFINITION_LIMITS, DEFINITION_SCHEMA, STATE_ID_PATTERN } from './definition/definition-schema';
export {
  DEFINITION_PUBLISHED,
  DEFINITION_RETIRED,
  type DefinitionPublished,
  type DefinitionRetired,
} from './definition/definition.events';
export {
  DEFINITION_ERROR_CODES,
  DEFINITION_WARNING_CODES,
  type DefinitionErrorCode,
  type DefinitionWarning,
  type DefinitionWarningCode,
  type Finding,
} from './definition/finding';
export { parseDefinition } from './definition/parse-definition';
export { checkDefinition, type DefinitionReport } from './definition/check/check-definition';
export type { LongestTime } from './definition/check/longest-time';
export { type AskedChange, COMMAND_REJECTED, type CommandRejected } from './journey/attempt.events';
export {
  type AbortOnTimeout,
  type ChangeChannel,
  type ChangeContext,
  type ChangeDeadline,
  COMMAND_MODES,
  type CommandMode,
  type JourneyCommand,
  type MigrateJourney,
  type MoveJourney,
  type RestartJourney,
  type StartJourney,
  type TransitionJourney,
} from './journey/journey.commands';
export {
  COMMAND_OUTCOMES,
  type CommandOutcome,
  type Decision,
  type Rejection,
  REJECTION_CODES,
  type RejectionCode,
} from './journey/journey.decision';
export {
  ABORT_TIMEOUT,
  type AbortTimeout,
  CHANNEL_CHANGED,
  type ChannelChanged,
  CONTEXT_CHANGED,
  type ContextChanged,
  DEADLINE_CHANGED,
  type DeadlineChanged,
  type GuardTrace,
  JOURNEY_MIGRATED,
  JOURNEY_MOVED,
  JOURNEY_RESTARTED,
  JOURNEY_STARTED,
  JOURNEY_TRANSITIONED,
  type JourneyEvent,
  type JourneyMigrated,
  type JourneyMoved,
  type JourneyRestarted,
  type JourneyStarted,
  type JourneyTransitioned,
  SCHEMA_DEFAULT,
  TIMEOUT_DETECTORS,
  type TimeoutDetector,
} from './journey/journey.events';
export { evolve, fold, foldStream } from './journey/journey.fold';
export { type AppliedCommand, JOURNEY_STATUSES, type JourneyState, type JourneyStatus } from './journey/journey.state';
export { allowedTargets, effectiveContext, statusOf } from './journey/journey.status';
export { journeyView } from './journey/journey.view';
export type { JourneyView } from './journey/journey.view.types';
export { TIMEOUT_COMMAND_PREFIX, timeoutCommandId, timeoutReason } from './journey/decider/decide-timeout';
export { decide } from './journey/decider/journey.decider';
export {
  ESCALATION_REASONS,
  escalationIdOf,
  type EscalationReason,
  parseEscalationId,
} from './escalation/escalation-id';
export { type EscalationTrigger, escalationTriggers } from './escalation/escalation-triggers';
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
export {
  decideEscalation,
  ESCALATION_REFUSAL_CODES,
  type EscalationDecision,
  type EscalationRefusalCode,
} from './escalation/escalation.decider';
export {
  ESCALATION_CLAIMED,
  ESCALATION_REQUESTED,
  type EscalationClaimed,
  type EscalationCompleted,
  type EscalationDeadLettered,
  type EscalationDelivered,
  type EscalationEvent,
  type EscalationFailed,
  type EscalationReleased,
  type EscalationReplayed,
  type EscalationRequested,
} from './escalation/escalation.events';
export { evolveEscalation } from './escalation/escalation.fold';
export {
  ESCALATION_STATUSES,
  type EscalationDelivery,
  type EscalationState,
  type EscalationStatus,
  escalationStatusAt,
} from './escalation/escalation.state';
export { OPERATION_COMMAND_PREFIX, operationCommandId } from './batch-operation/operation-command-id';
export type { OperationCommand, OperationDecision } from './batch-operation/operation.commands';
export { decideOperation } from './batch-operation/operation.decider';
export {
  JOURNEY_OUTCOMES,
  type JourneyOutcome,
  type JourneyResult,
  OPERATION_COMPLETED,
  OPERATION_KINDS,
  OPERATION_PROGRESSED,
  OPERATION_REQUESTED,
  OPERATION_SELECTED,
  type OperationEvent,
  type OperationFilter,
  type OperationKind,
  type OperationProgressed,
  type OperationRequested,
  type OperationSelected,
  type OperationTarget,
  STUCK_REASONS,
  type StuckReason,
} from './batch-operation/operation.events';
export { evolveOperation, foldOperation } from './batch-operation/operation.fold';
export {
  hasEnded,
  OPERATION_STATUSES,
  type OperationState,
  type OperationStatus,
} from './batch-operation/operation.state';
