import type { DefinitionDocument, DefinitionWarning } from '@ledger/journey';

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

/** A definition and its versions, oldest first. */
export interface DefinitionListing {
  readonly definitionId: string;
  readonly title: string | null;
  readonly versions: readonly {
    readonly version: number;
    readonly hash: string;
    readonly publishedAt: string;
    readonly retired: boolean;
  }[];
}
