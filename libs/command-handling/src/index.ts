export { AttemptRecorder, type AttemptRecorderStatus } from './attempt-recorder';
export { deriveCommandId, isReservedCommandId } from './command-id';
export type { CommandReply, ReasonCode, ReplyEvent } from './command-reply';
export { DefinitionCatalog, type DefinitionCatalogPorts } from './definition-catalog';
export type { DefinitionLookup, StartableDefinition } from './definition-lookup';
export type { PublishOutcome, PublishRefusalCode, RetireOutcome } from './definition-outcomes';
export { eventId } from './event-id';
export { JourneyCommandExecutor, type JourneyCommandPorts } from './journey-command-executor';
export type { JourneyCommandRequest } from './journey-command-request';
export { JourneyCache } from './journey-cache';
export { DefinitionMissingError, JourneyReader, type AsOf, type JourneyReaderPorts } from './journey-reader';
export { CheckDefinition } from './nest/check-definition.query';
export { CommandHandlingModule } from './nest/command-handling.module';
export type { CommandHandlingOptions } from './nest/command-handling.options';
export { DuplicateHandlerCheck, DuplicateHandlerError } from './nest/duplicate-handler-check';
export { ExecuteJourneyCommand } from './nest/execute-journey.command';
export { GetDefinition } from './nest/get-definition.query';
export { GetJourney } from './nest/get-journey.query';
export { ListDefinitions } from './nest/list-definitions.query';
export { PublishDefinition } from './nest/publish-definition.command';
export { RetireDefinition } from './nest/retire-definition.command';
export { personalKeys } from './personal-data';
export type { DefinitionListing, PublishedDefinition } from './published-definition';
export type {
  ChangeCaller,
  OverrideRequest,
  RemovalRequest,
  TimeoutChangeRecord,
  TimeoutOutcome,
  TimeoutRefusal,
  TimeoutRefusalCode,
} from './timeouts/timeout-changes';
export type { TenantTimeoutsView } from './timeouts/tenant-timeouts';
export type { DefinitionTimeouts, ProspectiveRules, StateTimeout } from './timeouts/timeout-overrides';
