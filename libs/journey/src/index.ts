export { hasCardNumber } from './card-data';
export { contextMemory } from './context';
export type { Context, ContextValue } from './context';
export type { FoldableEvent } from './foldable-event';
export * from './loss.events';
export * from './projection-requests.events';
export * from './reads.events';
export * from './stream-names';
export { GuardBudget, MAX_SCOPE_STEPS } from './guard/guard-cost';
export type { GuardScope } from './guard/guard-scope';
export { canonicalInstant, compareInstants, instantAfter, isCanonicalInstant, writtenInstant } from './timing/instant';
export { deadlineOf, instantText, isoDuration, parseDuration } from './timing/duration';
export {
  computedDeadline,
  effectiveDeadline,
  type EffectiveDeadline,
  type WaitingState,
  waitOf,
} from './timing/effective-deadline';
export { sessionSteps, type TimeoutPlan, timeoutPlans, type TimeoutStep } from './timing/timeout-plan';
export * from './timing/timeout-rules';
export * from './timing/timeout.events';
export * from './policy/policy-memory';
export * from './policy/policy.events';
export { POLICY_VERDICTS, type PolicyVerdict } from './policy/policy-proof';
export {
  ALL_PERSONAL,
  eitherPersonal,
  hasPersonal,
  isPersonal,
  isPersonalAt,
  NOTHING_PERSONAL,
  type PersonalData,
  personalDataOf,
  personalMarks,
  personalNames,
} from './personal/personal-data';
export { askedOfPersonal } from './personal/asked-of-history';
export {
  MASK,
  type Masked,
  maskedContext,
  maskedEvent,
  maskedInputs,
  maskedPayload,
  pathOfInput,
} from './personal/masking';
export { backtrackingPatterns } from './definition/context-patterns';
export { isKnownProperty } from './definition/check/context-check';
export { compileDefinition, statesOf, transitionOptions, withTimeoutRules } from './definition/compile-definition';
export { compileContextSchema } from './definition/context-schema';
export * from './definition/definition';
export type { GuardPart } from './guard/explain-guard';
export { TRANSITION_REASONS, transitionReasons, type TransitionReasons } from './journey/transition-reasons';
export { definitionDiagram, drawnStates } from './definition/definition-diagram';
export { CHANGE_KINDS, CHANGED_PARTS, type DefinitionChange } from './definition/diff/definition-change';
export { definitionDiff, statesConcerned } from './definition/diff/definition-diff';
export { definitionHash } from './definition/definition-hash';
export { DEFINITION_SCHEMA, STATE_ID_PATTERN } from './definition/definition-schema';
export * from './definition/definition.events';
export {
  DEFINITION_ERROR_CODES,
  DEFINITION_WARNING_CODES,
  type DefinitionErrorCode,
  type DefinitionWarning,
  pointer,
} from './definition/finding';
export { parseDefinition } from './definition/parse-definition';
export { lineageOf } from './definition/lineage';
export { upgradePath, upgradePaths, type UpgradePath } from './definition/upgrade-path';
export {
  besideEarlier,
  checkDefinition,
  checkUnpublished,
  withPlaces,
  type DefinitionReport,
  type UnpublishedCheck,
} from './definition/check/check-definition';
export type { CheckedPolicy } from './definition/check/policies-check';
export type { LongestTime } from './definition/check/longest-time';
export {
  type AskedChange,
  COMMAND_REJECTED,
  COMMAND_UNCHANGED,
  type CommandRejected,
  type CommandUnchanged,
} from './journey/attempt.events';
export {
  type AliasedJourney,
  aliasesProblem,
  claimStanding,
  type ClaimStanding,
  MOST_ALIASES,
} from './journey/aliases';
export * from './journey/alias.events';
export {
  type AliasAnswer,
  type AliasClaim,
  type AliasState,
  answerKey,
  evolveAlias,
  NO_CLAIMS,
} from './journey/alias.fold';
export * from './journey/journey.commands';
export * from './journey/journey.decision';
export * from './journey/journey.events';
export { evolve, evolveShown, fold, foldStream, isUpgrade } from './journey/journey.fold';
export { isPresentRevision } from './journey/decider/lock';
export { contradictsEvents } from './journey/other-command';
export { type AppliedCommand, AppliedCommands } from './journey/applied-commands';
export { JOURNEY_STATUSES, type JourneyState, type JourneyStatus } from './journey/journey.state';
export { allowedTargets, effectiveContext, statusOf } from './journey/journey.status';
export { journeyView } from './journey/journey.view';
export { difference } from './journey/merge-patch';
export type { JourneyView } from './journey/journey.view.types';
export * from './journey/policy-review';
export { RESOURCE_PROPERTY, resourceOf } from './journey/resource';
export { TIMEOUT_COMMAND_PREFIX, timeoutCommandId, timeoutReason } from './journey/decider/decide-timeout';
export { decide } from './journey/decider/journey.decider';
export { ESCALATION_REASONS, escalationIdOf, parseEscalationId, policyEscalationId } from './journey/escalation-id';
export { type EscalationTrigger, escalationTriggers } from './journey/escalation-triggers';
export type { EscalationCommandRejected } from './escalation/escalation.attempt';
export type { EscalationCommand } from './escalation/escalation.commands';
export { decideEscalation, type EscalationDecision, type EscalationRefusalCode } from './escalation/escalation.decider';
export { contradictsEscalationEvent } from './escalation/other-escalation-command';
export {
  type EscalationEvent,
  type EscalationRequested,
  type EscalationWithdrawn,
} from './escalation/escalation.events';
export { evolveEscalation } from './escalation/escalation.fold';
export * from './escalation/escalation.state';
export { OPERATION_COMMAND_PREFIX, operationCommandId } from './batch-operation/operation-command-id';
export type { OperationCommand, OperationDecision } from './batch-operation/operation.commands';
export { decideOperation } from './batch-operation/operation.decider';
export * from './batch-operation/operation.events';
export { evolveOperation, foldOperation } from './batch-operation/operation.fold';
export * from './batch-operation/operation.state';
export type { RecordedJourneyEvent } from './simulation/recorded-event';
export { Sandbox, type SandboxEntry, type SandboxLimits, type SandboxReply } from './simulation/sandbox';
export { SIMULATED_CHANGES, type ReplayedJourney, type SimulatedChange } from './simulation/replayed-journey';
export {
  Simulation,
  type SimulationFinding,
  type SimulationPlan,
  type SimulationReport,
} from './simulation/simulation';
