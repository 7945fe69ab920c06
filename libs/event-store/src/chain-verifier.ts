import { GENESIS_HASH, hashOf, readMetadata } from './envelope';
import type { SealedMetadata } from './envelope.types';
import type { RecordedEvent } from './event-store';
import type { Position } from './position';
import { isRemoved } from './removed-content';
import type { StreamName } from './stream-name';

export type ChainBreakKind =
  /** The hashes fit, and the store's own checksum does not: position, time or a column of the store's own was changed. */
  | 'CHECKSUM_MISMATCH'
  /** The metadata is not JSON that ends in a hash. */
  | 'UNSEALED'
  /** The event's own hash is not that of its content: content, type, id, stream or revision were changed. */
  | 'HASH_MISMATCH'
  /** Its data was removed, so that it cannot be compared with its hash. Its links and its place hold. */
  | 'CONTENT_REMOVED'
  /** The event does not follow on the one before it: that one was replaced, or one is missing. */
  | 'PREVIOUS_HASH_MISMATCH'
  /** A chained stream holds an event without a link, or an unordered one an event with a link. */
  | 'LINK_MISPLACED'
  /** The revision is not the next one. */
  | 'REVISION_GAP';

export interface ChainBreak {
  readonly stream: StreamName;
  readonly revision: bigint;
  readonly position: Position;
  readonly kind: ChainBreakKind;
  /** What was found, in a sentence. */
  readonly reason: string;
}

/** What is kept of a stream between two of its events. */
export interface ChainLink {
  readonly nextRevision: bigint;
  /** Hash that the last event says it has; undefined after one that could not be read. */
  readonly lastHash: string | undefined;
  readonly chained: boolean;
}

/** Where the links are kept: a `Map`, or something denser where a whole ledger is checked. */
export interface ChainMemory {
  get(stream: StreamName): ChainLink | undefined;
  set(stream: StreamName, link: ChainLink): unknown;
}

/**
 * Checks events of mixed streams, each stream from its first event on. One whose last events were cut off is still
 * sound in itself: compare the number of events with what was known before.
 */
export class ChainVerifier {
  readonly #streams: ChainMemory;

  constructor(memory: ChainMemory = new Map<StreamName, ChainLink>()) {
    this.#streams = memory;
  }

  /** Everything that is wrong with this event; nothing where it is sound. */
  check(event: RecordedEvent): ChainBreak[] {
    const breaks: ChainBreak[] = [];
    const report: Report = (kind, reason) => {
      const { stream, revision, position } = event;
      breaks.push({ stream, revision, position, kind, reason });
    };
    const metadata = readSealed(event, report);
    const known = this.#streams.get(event.stream);
    const state = known ?? { nextRevision: 0n, lastHash: GENESIS_HASH, chained: metadata?.previousHash !== undefined };
    if (event.revision !== state.nextRevision) {
      report('REVISION_GAP', `Revision ${state.nextRevision} should be here, and ${event.revision} is.`);
    }
    if (metadata !== undefined) checkLinks(event, metadata, state, report);
    if (event.damage !== undefined && breaks.length === 0) report('CHECKSUM_MISMATCH', event.damage);
    const { chained } = state;
    this.#streams.set(event.stream, { nextRevision: event.revision + 1n, lastHash: metadata?.hash, chained });
    return breaks;
  }

  /** Lets the check of a stream begin at a later revision, with the event found there. */
  beginAt(revision: bigint, event: RecordedEvent, lastHash: string | undefined): void {
    const chained = readSealed(event, () => undefined)?.previousHash !== undefined;
    this.#streams.set(event.stream, { nextRevision: revision, lastHash, chained });
  }

  /** Hash of the last event seen of a stream: what the next append to it has to follow on. */
  lastHash(stream: StreamName): string | undefined {
    return this.#streams.get(stream)?.lastHash;
  }
}

type Report = (kind: ChainBreakKind, reason: string) => void;

function readSealed(event: RecordedEvent, report: Report): SealedMetadata | undefined {
  try {
    return readMetadata(event);
  } catch (error) {
    report('UNSEALED', error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function checkHash(event: RecordedEvent, metadata: SealedMetadata, report: Report): void {
  if (isRemoved(event)) {
    report('CONTENT_REMOVED', 'Its data was removed.');
    return;
  }
  const computed = hashOf(event, metadata);
  if (computed === metadata.hash) return;
  report('HASH_MISMATCH', `The event says hash ${metadata.hash}, and its content gives ${computed}.`);
}

/** The metadata of an event that is what was written, or what is wrong with the event by itself, in a sentence. */
export function intactMetadata(event: RecordedEvent): SealedMetadata | string {
  let damage = event.damage;
  const report: Report = (_, reason) => (damage ??= reason);
  const metadata = readSealed(event, report);
  if (metadata !== undefined) checkHash(event, metadata, report);
  return damage ?? metadata ?? 'Its metadata cannot be read.';
}

function checkLinks(event: RecordedEvent, metadata: SealedMetadata, state: ChainLink, report: Report): void {
  checkHash(event, metadata, report);
  const linked = metadata.previousHash !== undefined;
  if (linked !== state.chained) {
    const should = state.chained ? 'a link to the event before it' : 'no link, as the events before it';
    report('LINK_MISPLACED', `The event should have ${should}.`);
  } else if (linked && state.lastHash !== undefined && metadata.previousHash !== state.lastHash) {
    report(
      'PREVIOUS_HASH_MISMATCH',
      `The event follows on ${metadata.previousHash}, and the one before it has ${state.lastHash}.`,
    );
  }
}

export interface StreamVerification {
  readonly events: number;
  /** Hash of the last event; undefined where there is none, or it is not sealed. */
  readonly lastHash: string | undefined;
  /** Empty where the stream is sound. */
  readonly breaks: readonly ChainBreak[];
}

/** Checks one stream, read forwards from its start. A break is a finding, not an error. */
export async function verifyStream(
  events: AsyncIterable<RecordedEvent> | Iterable<RecordedEvent>,
): Promise<StreamVerification> {
  const verifier = new ChainVerifier();
  const breaks: ChainBreak[] = [];
  let count = 0;
  let lastHash: string | undefined;
  for await (const event of events) {
    count++;
    breaks.push(...verifier.check(event));
    lastHash = verifier.lastHash(event.stream);
  }
  return { events: count, lastHash, breaks };
}
