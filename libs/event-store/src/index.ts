export { assertAppendable, DEFAULT_MAX_EVENT_BYTES } from './append-check';
export {
  type ChainBreak,
  type ChainBreakKind,
  type ChainLink,
  type ChainMemory,
  ChainVerifier,
  type StreamVerification,
  verifyStream,
} from './chain-verifier';
export {
  ANY_REVISION,
  GENESIS_HASH,
  hashOf,
  hashParts,
  readMetadata,
  sealedHash,
  type SealedEvents,
  sealEvents,
  sealUnordered,
} from './envelope';
export type {
  Actor,
  EventDraft,
  EventMetadata,
  EventSource,
  JsonObject,
  JsonValue,
  SealedMetadata,
} from './envelope.types';
export {
  EventStoreError,
  type EventStoreErrorCode,
  EventTooLargeError,
  InvalidEventError,
  InvalidPositionError,
  RevisionConflictError,
  StoreClosedError,
  StoreFullError,
  StoreLockedError,
  StoreReadOnlyError,
  StoreUnavailableError,
  StoreUnreadableError,
  StreamNotFoundError,
} from './errors';
export {
  type Appended,
  appendedEvents,
  type Appending,
  CONFLICT_REASON,
  type DecidedEvent,
  executeOnStream,
  type Execution,
  type StreamCommand,
} from './execute-on-stream';
export { KnownStreams } from './known-streams';
export {
  foldable,
  type FoldableEvent,
  headAt,
  readEvents,
  type StreamHead,
  type StreamReaderPorts,
} from './stream-head';
export {
  type ActualRevision,
  type AppendResult,
  type CaughtUp,
  EVENT_STORE,
  type EventStore,
  type EventStoreHealth,
  type ExpectedRevision,
  isEvent,
  type NewEvent,
  type NewEvents,
  type ReadAllOptions,
  type ReadStreamOptions,
  type ReadThrough,
  type RecordedEvent,
  type SubscribeOptions,
  type SubscriptionMessage,
} from './event-store';
export { comparePositions, isPosition, type Position, position, sortablePosition } from './position';
export { stableJson } from './stable-json';
export { categoryOf, type StreamName, streamName } from './stream-name';
export { type ReadEvent, RenamedPayload, type Upcaster, UpcasterRegistry, type VersionedPayload } from './upcasting';
