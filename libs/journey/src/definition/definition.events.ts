import type { DefinitionWarning } from './finding';
import type { DefinitionDocument } from './definition';

/** Persisted type names of a definition's stream. */
export const DEFINITION_PUBLISHED = 'DefinitionPublished';
export const DEFINITION_RETIRED = 'DefinitionRetired';
export const DEFINITION_UNRETIRED = 'DefinitionUnretired';
export const DEFINITION_CURRENT_CHANGED = 'DefinitionCurrentChanged';

/** A version of a definition became available. Versions are immutable and only rise. */
export interface DefinitionPublished {
  readonly definitionId: string;
  readonly version: number;
  /** Lower-case hex SHA-256 of the canonical JSON (RFC 8785) of `document`. */
  readonly hash: string;
  readonly document: DefinitionDocument;
  /** Warnings of the static check; absent if there were none. */
  readonly warnings?: readonly DefinitionWarning[];
  /** Why, for the audit trail; absent if its author gave none. */
  readonly reason?: string;
}

/** No new journey starts under this version; open journeys continue under it. */
export interface DefinitionRetired {
  readonly definitionId: string;
  readonly version: number;
  readonly reason: string;
}

/** New journeys may start under this version again. It becomes current only where no other version is. */
export interface DefinitionUnretired {
  readonly definitionId: string;
  readonly version: number;
  readonly reason: string;
}

/** New journeys that name no version start under this one, until a version is published or another one is chosen. */
export interface DefinitionCurrentChanged {
  readonly definitionId: string;
  readonly version: number;
  readonly reason: string;
}
