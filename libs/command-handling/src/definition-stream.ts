import type { EventStore, ReadEvent, StreamName, UpcasterRegistry } from '@ledger/event-store';
import {
  DEFINITION_PUBLISHED,
  DEFINITION_RETIRED,
  NO_TIMEOUT_CHANGES,
  withTimeoutChange,
  type DefinitionPublished,
  type DefinitionRetired,
  type TimeoutChanges,
  type FoldableEvent,
} from '@ledger/journey';
import type { PublishedDefinition } from './published-definition';

/** The published versions of one definition, as its stream gives them up to some revision. Never changed in place. */
export interface DefinitionStream {
  /** By version, oldest first. */
  readonly versions: ReadonlyMap<number, PublishedDefinition>;
  /** What operations changed in the timeouts of all versions; the same object as long as they changed nothing. */
  readonly timeoutChanges: TimeoutChanges;
  readonly revision: bigint;
  /** Hash of the last event: the next one's `previousHash`. */
  readonly headHash: string;
}

/** The shelf at the head of its stream; undefined where nothing was published. Reads on from what is known. */
export async function readShelf(
  ports: { readonly store: EventStore; readonly upcasters: UpcasterRegistry },
  stream: StreamName,
  known?: DefinitionStream,
): Promise<DefinitionStream | undefined> {
  let shelf = known;
  const from = known === undefined ? 0n : known.revision + 1n;
  for await (const event of ports.store.readStream(stream, { from, ifMissing: 'empty' })) {
    shelf = evolveShelf(shelf, ports.upcasters.read(event));
  }
  return shelf;
}

/** The newest version, of all or of those that a new journey may start under. */
export function newestOf(
  shelf: DefinitionStream,
  isEligible: (definition: PublishedDefinition) => boolean = () => true,
): PublishedDefinition | undefined {
  return [...shelf.versions.values()].filter(isEligible).at(-1);
}

/** A stored event, upcast, as the folds of timeout rules take it. */
export function ruleEvent({ type, data, metadata, event }: ReadEvent): FoldableEvent {
  return { type, data, revision: event.revision, occurredAt: metadata.occurredAt };
}

function evolveShelf(shelf: DefinitionStream | undefined, read: ReadEvent): DefinitionStream {
  return {
    versions: withEvent(shelf?.versions ?? new Map(), read),
    timeoutChanges: withTimeoutChange(shelf?.timeoutChanges ?? NO_TIMEOUT_CHANGES, ruleEvent(read)),
    revision: read.event.revision,
    headHash: read.metadata.hash,
  };
}

/** Events of other types stand in the stream as well, and publish nothing. */
function withEvent(
  versions: ReadonlyMap<number, PublishedDefinition>,
  { type, data, event }: ReadEvent,
): ReadonlyMap<number, PublishedDefinition> {
  if (type === DEFINITION_PUBLISHED) {
    const { definitionId, version, hash, document, warnings } = data as unknown as DefinitionPublished;
    const publishedAt = event.recordedAt;
    const published = { definitionId, version, hash, document, warnings: warnings ?? [], publishedAt, retired: false };
    return new Map(versions).set(version, published);
  }
  if (type === DEFINITION_RETIRED) {
    const published = versions.get((data as unknown as DefinitionRetired).version);
    return published === undefined
      ? versions
      : new Map(versions).set(published.version, { ...published, retired: true });
  }
  return versions;
}
