export interface Actor {
  readonly subject: string;
  readonly clientId?: string;
  readonly kind: 'caller' | 'operator' | 'saga' | 'import';
}

export interface EventSource {
  readonly platform?: string;
  readonly conversationId?: string;
  readonly channel?: string;
}

/** Metadata of an event before it is sealed. Member order in the stored text is the order below. */
export interface EventMetadata {
  /** Conversation or request. EventStoreDB's own convention. */
  readonly $correlationId?: string;
  /** Event or command that caused this one. EventStoreDB's own convention. */
  readonly $causationId?: string;
  readonly commandId?: string;
  /** Of the request that `commandId` stands for (`requestFingerprint`); absent on events of older versions. */
  readonly fingerprint?: string;
  readonly tenant: string;
  readonly actor: Actor;
  /** Of this event type's payload; upcasters run on read. */
  readonly schemaVersion: number;
  /** RFC 3339, UTC, milliseconds. */
  readonly occurredAt: string;
  /**
   * The time that the caller of a live command gave, as given: `occurredAt`, unless its clock is beyond the skew that is
   * allowed. Absent if it gave none.
   */
  readonly givenAt?: string;
  readonly source?: EventSource;
}

/** Metadata as stored. `hash` is the last member of the text. */
export interface SealedMetadata extends EventMetadata {
  /** Hash of the event before it in the stream; 64 zeros at revision 0; absent on events appended with `ANY`. */
  readonly previousHash?: string;
  /** Lower-case hex SHA-256. */
  readonly hash: string;
}

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

/** An event that has been decided and is not sealed yet. */
export interface EventDraft {
  readonly id: string;
  readonly type: string;
  readonly data: object;
  readonly metadata: EventMetadata;
}
