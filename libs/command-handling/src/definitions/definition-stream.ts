import { foldable, headAt, type ReadEvent, type StreamHead } from '@ledger/event-store';
import {
  DEFINITION_PUBLISHED,
  DEFINITION_RETIRED,
  backtrackingPatterns,
  NO_TIMEOUT_CHANGES,
  withTimeoutChange,
  type DefinitionPublished,
  type DefinitionRetired,
  type TimeoutChanges,
} from '@ledger/journey';
import type { PublishedDefinition } from './published-definition';
import { withChangeRecord, type TimeoutChangeRecord } from './timeout-change-record';

/** One definition as its stream gives it up to some revision. Never changed in place. */
export interface DefinitionStream extends StreamHead {
  /** By version, oldest first. */
  readonly versions: ReadonlyMap<number, PublishedDefinition>;
  /** What operators changed in the timeouts of all versions; the same object as long as they changed nothing. */
  readonly timeoutChanges: TimeoutChanges;
  /** The same changes with who made them and why, oldest first. */
  readonly changeRecords: readonly TimeoutChangeRecord[];
}

/** The newest version, of all or of those that a new journey may start under. */
export function newestOf(
  { versions }: DefinitionStream,
  isEligible: (definition: PublishedDefinition) => boolean = () => true,
): PublishedDefinition | undefined {
  return [...versions.values()].filter(isEligible).at(-1);
}

export function evolveDefinition(stream: DefinitionStream | undefined, read: ReadEvent): DefinitionStream {
  return {
    versions: withVersion(stream?.versions ?? new Map(), read),
    timeoutChanges: withTimeoutChange(stream?.timeoutChanges ?? NO_TIMEOUT_CHANGES, foldable(read)),
    changeRecords: withChangeRecord(stream?.changeRecords ?? [], read),
    ...headAt(read),
  };
}

function withVersion(
  versions: ReadonlyMap<number, PublishedDefinition>,
  { type, data, event }: ReadEvent,
): ReadonlyMap<number, PublishedDefinition> {
  if (type === DEFINITION_PUBLISHED) {
    const { definitionId, version, hash, document, warnings } = data as unknown as DefinitionPublished;
    const publishedAt = event.recordedAt;
    const noted = [...(warnings ?? []), ...backtrackingPatterns(document)];
    const published = { definitionId, version, hash, document, warnings: noted, publishedAt, retired: false };
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
