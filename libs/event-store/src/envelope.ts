import { hash } from 'node:crypto';
import type { EventDraft, EventMetadata, SealedMetadata } from './envelope.types';
import { InvalidEventError } from './errors';
import type { NewEvent, NewEvents, RecordedEvent } from './event-store';
import { stableJson } from './stable-json';
import type { StreamName } from './stream-name';

/** `previousHash` of the event at revision 0. */
export const GENESIS_HASH = '0'.repeat(64);

/** What stands for the revision in the hash of an event appended with `ANY`: its appender cannot know the revision. */
export const ANY_REVISION = 'ANY';

/** A sealed metadata text ends in this, so the hash is cut off and put on again without parsing. */
const HASH_MEMBER_START = ',"hash":"';
const SEAL_LENGTH = HASH_MEMBER_START.length + 64 + '"}'.length;
const SEAL = /,"hash":"([0-9a-f]{64})"}$/;
const HASH = /^[0-9a-f]{64}$/;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Events whose chain links are made, and the hash that the next event of the stream follows on. */
export interface SealedEvents {
  readonly events: NewEvents;
  readonly lastHash: string;
}

/**
 * Seals drafts for an append under an exact expected revision: `at.revision` is that of the first draft,
 * `at.previousHash` the hash of the event before it (`GENESIS_HASH` at revision 0).
 * Throws `InvalidEventError` without drafts, and where a payload would not come back as the same text.
 */
export function sealEvents(
  stream: StreamName,
  drafts: readonly EventDraft[],
  at: { readonly revision: bigint; readonly previousHash: string },
): SealedEvents {
  if (!HASH.test(at.previousHash)) {
    throw new InvalidEventError('previousHash should be 64 lower-case hexadecimal digits.');
  }
  const events: NewEvent[] = [];
  let revision = at.revision;
  let lastHash = at.previousHash;
  for (const draft of drafts) {
    const data = stableJson(draft.data);
    const unsealed = metadataText(draft.metadata, lastHash);
    lastHash = hashParts(stream, String(revision), draft.id, draft.type, data, unsealed);
    events.push({ id: draft.id, type: draft.type, data, metadata: seal(unsealed, lastHash) });
    revision++;
  }
  return { events: nonEmpty(stream, events), lastHash };
}

/** Seals drafts for an append with `ANY`: each carries its own hash, and no link to the one before it. */
export function sealUnordered(stream: StreamName, drafts: readonly EventDraft[]): NewEvents {
  const events = drafts.map((draft) => {
    const data = stableJson(draft.data);
    const unsealed = metadataText(draft.metadata, undefined);
    const digest = hashParts(stream, ANY_REVISION, draft.id, draft.type, data, unsealed);
    return { id: draft.id, type: draft.type, data, metadata: seal(unsealed, digest) };
  });
  return nonEmpty(stream, events);
}

/** Metadata of a stored event. Throws `InvalidEventError` where the text is not sealed metadata. */
export function readMetadata(event: NewEvent): SealedMetadata {
  const digest = sealedHash(event);
  try {
    const metadata = JSON.parse(event.metadata) as SealedMetadata;
    return metadata.hash === digest ? metadata : { ...metadata, hash: digest };
  } catch (cause) {
    throw new InvalidEventError(`Metadata of event ${event.id} is not JSON.`, { cause });
  }
}

/** The `hash` member of a stored event, without parsing its metadata: what the next event's `previousHash` must be. */
export function sealedHash(event: NewEvent): string {
  // Its end alone: looking through the whole text for the seal would cost more than parsing it.
  const digest = SEAL.exec(event.metadata.slice(-SEAL_LENGTH))?.[1];
  if (digest === undefined) {
    throw new InvalidEventError(`Metadata of event ${event.id} should end in a "hash" member; it is not sealed.`);
  }
  return digest;
}

/** Covers the revision only of chained events (with a `previousHash`). Throws if the event is not sealed. */
export function hashOf(event: RecordedEvent, { previousHash }: SealedMetadata = readMetadata(event)): string {
  const revision = previousHash === undefined ? ANY_REVISION : String(event.revision);
  const unsealed = `${event.metadata.slice(0, -SEAL_LENGTH)}}`;
  return hashParts(event.stream, revision, event.id, event.type, event.data, unsealed);
}

/**
 * Lower-case hex SHA-256 over the parts, in this order, each written as its length in UTF-8 bytes in decimal digits,
 * a colon, and its UTF-8 bytes: stream, revision (decimal, or `ANY`), id, type, data text, metadata text without its
 * `hash` member. The prefix keeps `ab`,`c` and `a`,`bc` apart.
 */
export function hashParts(
  stream: string,
  revision: string,
  id: string,
  type: string,
  data: string,
  unsealedMetadata: string,
): string {
  return hash(
    'sha256',
    prefixed(stream) + prefixed(revision) + prefixed(id) + prefixed(type) + prefixed(data) + prefixed(unsealedMetadata),
  );
}

function prefixed(part: string): string {
  return `${Buffer.byteLength(part)}:${part}`;
}

function nonEmpty(stream: StreamName, events: NewEvent[]): NewEvents {
  if (!isNonEmpty(events)) throw new InvalidEventError(`An append to ${stream} needs at least one event.`);
  return events;
}

function isNonEmpty(events: NewEvent[]): events is [NewEvent, ...NewEvent[]] {
  return events.length > 0;
}

function seal(unsealed: string, digest: string): string {
  return `${unsealed.slice(0, -1)}${HASH_MEMBER_START}${digest}"}`;
}

/** Text in the documented member order, whatever the order in which the caller built the object. */
function metadataText(metadata: EventMetadata, previousHash: string | undefined): string {
  const { actor, source } = metadata;
  if (!Number.isSafeInteger(metadata.schemaVersion) || metadata.schemaVersion < 1) {
    throw new InvalidEventError(`metadata.schemaVersion is ${metadata.schemaVersion}; it should be 1 or more.`);
  }
  if (!TIMESTAMP.test(metadata.occurredAt)) {
    throw new InvalidEventError(
      `metadata.occurredAt is ${JSON.stringify(metadata.occurredAt)}; it should read 2026-01-31T12:00:00.000Z.`,
    );
  }
  return JSON.stringify({
    $correlationId: metadata.$correlationId,
    $causationId: metadata.$causationId,
    commandId: metadata.commandId,
    fingerprint: metadata.fingerprint,
    tenant: metadata.tenant,
    actor: { subject: actor.subject, clientId: actor.clientId, kind: actor.kind },
    schemaVersion: metadata.schemaVersion,
    occurredAt: metadata.occurredAt,
    givenAt: metadata.givenAt,
    source: source && {
      platform: source.platform,
      conversationId: source.conversationId,
      channel: source.channel,
    },
    previousHash,
  });
}
