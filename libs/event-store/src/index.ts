export { assertAppendable, DEFAULT_MAX_EVENT_BYTES } from './append-check';
export {
  type ChainBreak,
  type ChainBreakKind,
  type ChainLink,
  type ChainMemory,
  ChainVerifier,
  verifyStream,
} from './chain-verifier';
export { GENESIS_HASH, hashOf, readMetadata, sealedHash, sealEvents, sealUnordered } from './envelope';
export type { Actor, EventDraft, EventMetadata, EventSource, JsonObject, SealedMetadata } from './envelope.types';
export {
  EventStoreError,
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
  CONFLICT_REASON,
  type DecidedEvent,
  executeOnStream,
  type Execution,
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
  type AppendResult,
  EVENT_STORE,
  type EventStore,
  type EventStoreHealth,
  type ExpectedRevision,
  isEvent,
  type NewEvent,
  type NewEvents,
  type ReadAllOptions,
  type ReadStreamOptions,
  type RecordedEvent,
  type SubscribeOptions,
  type SubscriptionMessage,
} from './event-store';
export { comparePositions, isPosition, isWithin, type Position, position, sortablePosition } from './position';
export { categoryOf, type StreamName, streamName } from './stream-name';
export { type ReadEvent, UpcasterRegistry } from './upcasting';
export { requestFingerprint } from './request-fingerprint';
