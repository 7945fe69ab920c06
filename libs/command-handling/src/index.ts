export { AliasedCommands } from './aliases/aliased-commands';
export { AttemptFeed } from './journeys/attempt-feed';
export { AttemptRecorder } from './journeys/attempt-recorder';
export { ATTEMPTS_READ, BoundCommandIds, KEPT_MS } from './journeys/bound-command-ids';
export type { CommandReply } from './journeys/command-reply';
export { DefinitionCatalog } from './definitions/definition-catalog';
export { checkSubmission, type CheckedSubmission } from './definitions/definition-submission';
export type { DefinitionLookup } from './ports/definition-lookup';
export { eventId } from './journeys/event-id';
export { deriveCommandId } from './journeys/command-id';
export { JourneyCommandExecutor } from './journeys/journey-command-executor';
export type { JourneyCommandRequest } from './journeys/journey-command-request';
export { JourneyPersonalData, type RunningJourney } from './definitions/journey-personal-data';
export { JourneyCache } from './journeys/journey-cache';
export { DefinitionMissingError, type AsOf } from './journeys/journey-reader';
export * from './nest/definition.messages';
export type { Considered, ConsideredOutcome } from './journeys/considered-move';
export type { JourneyRevision, JourneyRevisions, RevisionsRead } from './journeys/journey-revisions';
export { ConsiderTransition, ExecuteJourneyCommand, GetJourney, GetJourneyRevisions } from './nest/journey.messages';
export { CommandHandlingModule } from './nest/command-handling.module';
export { DuplicateHandlerError } from './nest/duplicate-handler-check';
export type { TimeoutChangeRecord } from './definitions/timeout-change-record';
export type {
  CurrentVersion,
  DefinitionHistory,
  DefinitionListing,
  PublishedDefinition,
} from './definitions/published-definition';
export {
  recordChange,
  type RecordChangePorts,
  type StreamCaller,
  type StreamDecision,
  type StreamRefusal,
} from './definitions/record-change';
export { VERSION_CHANGES, type VersionChangeRecord } from './definitions/version-change-record';
export type { VersionOutcome, VersionRefusal, VersionRequest } from './definitions/version-changes';
export {
  abortsNotConfirmed,
  type ChangeCaller,
  type OverrideRequest,
  type ProspectiveRules,
  type RemovalRequest,
  type TimeoutOutcome,
  type TimeoutRefusal,
} from './timeouts/timeout-changes';
export { RuledDefinitions } from './timeouts/ruled-definitions';
export type { TenantTimeoutsView } from './timeouts/tenant-timeouts';
export type { DefinitionTimeouts, StateTimeout } from './timeouts/timeout-overrides';
