import type { DefinitionDocument, DefinitionWarning } from '@ledger/journey';
import type { VersionChangeRecord } from './version-change-record';

/** A version of a definition as its stream holds it. */
export interface PublishedDefinition {
  readonly definitionId: string;
  readonly version: number;
  /** Lower-case hex SHA-256 of the canonical JSON (RFC 8785) of `document`. */
  readonly hash: string;
  readonly document: DefinitionDocument;
  /** What the static check warned of when it was published, and patterns that publishing would refuse now. */
  readonly warnings: readonly DefinitionWarning[];
  /** RFC 3339, UTC, milliseconds. */
  readonly publishedAt: string;
  /** Whether no new journey may start under it. */
  readonly retired: boolean;
}

/** The version of new journeys that name none. */
export interface CurrentVersion {
  readonly version: number;
  /** What made it current: its publication, a choice, or that the version before it was retired. */
  readonly since: VersionChangeRecord;
}

/** A definition and its versions, oldest first. */
export interface DefinitionListing {
  readonly definitionId: string;
  /** Of the newest version. */
  readonly title: string | null;
  /** Null where every version is retired. */
  readonly current: CurrentVersion | null;
  readonly versions: readonly {
    readonly version: number;
    readonly hash: string;
    readonly publishedAt: string;
    readonly retired: boolean;
  }[];
}

/** A definition with everything that happened to its versions. */
export interface DefinitionHistory extends DefinitionListing {
  /** Of the definition's stream: what a change expects. */
  readonly revision: number;
  /** Oldest first. */
  readonly history: readonly VersionChangeRecord[];
}
