import { foldable, headAt, type ReadEvent, type StreamHead } from '@ledger/event-store';
import {
  DEFINITION_CURRENT_CHANGED,
  DEFINITION_PUBLISHED,
  DEFINITION_RETIRED,
  DEFINITION_UNRETIRED,
  backtrackingPatterns,
  NO_TIMEOUT_CHANGES,
  withTimeoutChange,
  type DefinitionDocument,
  type DefinitionPublished,
  type TimeoutChanges,
} from '@ledger/journey';
import type { CurrentVersion, PublishedDefinition } from './published-definition';
import { withChangeRecord, type TimeoutChangeRecord } from './timeout-change-record';
import { versionChangeOf, type VersionChangeRecord } from './version-change-record';

/** One definition as its stream gives it up to some revision. Never changed in place. */
export interface DefinitionStream extends StreamHead {
  /** By version, oldest first. */
  readonly versions: ReadonlyMap<number, PublishedDefinition>;
  /** The version of new journeys that name none; undefined where every version is retired. */
  readonly current: CurrentVersion | undefined;
  /** What was published, chosen, retired and un-retired, oldest first. */
  readonly versionChanges: readonly VersionChangeRecord[];
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

/** The documents of all versions, oldest first. */
export function documentsOf({ versions }: DefinitionStream): readonly DefinitionDocument[] {
  return [...versions.values()].map(({ document }) => document);
}

export function evolveDefinition(stream: DefinitionStream | undefined, read: ReadEvent): DefinitionStream {
  const change = versionChangeOf(read);
  const versions = withVersion(stream?.versions ?? new Map(), read);
  const versionChanges = stream?.versionChanges ?? [];
  return {
    versions: change === undefined ? versions : withRetirement(versions, change),
    current: change === undefined ? stream?.current : currentAfter(stream, change),
    versionChanges: change === undefined ? versionChanges : [...versionChanges, change],
    timeoutChanges: withTimeoutChange(stream?.timeoutChanges ?? NO_TIMEOUT_CHANGES, foldable(read)),
    changeRecords: withChangeRecord(stream?.changeRecords ?? [], read),
    ...headAt(read),
  };
}

function withVersion(
  versions: ReadonlyMap<number, PublishedDefinition>,
  { type, data, event }: ReadEvent,
): ReadonlyMap<number, PublishedDefinition> {
  if (type !== DEFINITION_PUBLISHED) return versions;
  const { definitionId, version, hash, document, warnings } = data as unknown as DefinitionPublished;
  const publishedAt = event.recordedAt;
  const noted = [...(warnings ?? []), ...backtrackingPatterns(document)];
  const published = { definitionId, version, hash, document, warnings: noted, publishedAt, retired: false };
  return new Map(versions).set(version, published);
}

function withRetirement(
  versions: ReadonlyMap<number, PublishedDefinition>,
  { type, version }: VersionChangeRecord,
): ReadonlyMap<number, PublishedDefinition> {
  if (type !== DEFINITION_RETIRED && type !== DEFINITION_UNRETIRED) return versions;
  const published = versions.get(version);
  const retired = type === DEFINITION_RETIRED;
  return published === undefined ? versions : new Map(versions).set(version, { ...published, retired });
}

/** A version that is published becomes current, and so does one that is chosen. The current one stays until it is retired. */
function currentAfter(stream: DefinitionStream | undefined, since: VersionChangeRecord): CurrentVersion | undefined {
  const { type, version } = since;
  const current = stream?.current;
  switch (type) {
    case DEFINITION_PUBLISHED:
    case DEFINITION_CURRENT_CHANGED:
      return { version, since };
    case DEFINITION_UNRETIRED:
      return current ?? { version, since };
    case DEFINITION_RETIRED: {
      if (current?.version !== version) return current;
      const next = stream && newestOf(stream, (other) => !other.retired && other.version !== version);
      return next && { version: next.version, since };
    }
  }
}
