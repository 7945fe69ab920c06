/** A state machine document, as it is posted: JSON of the definition format. */
export type DefinitionDocument = { readonly [member: string]: unknown };

/** One finding of the static check. */
export interface DefinitionFinding {
  /** JSON pointer into the document, where the finding has a place. */
  readonly path?: string;
  readonly code?: string;
  readonly message: string;
}

/** What publishing or checking a definition says. */
export interface DefinitionReport {
  readonly id?: string;
  readonly version?: number;
  /** Lower-case hex SHA-256 of the document's canonical JSON (RFC 8785). */
  readonly hash?: string;
  readonly errors: readonly DefinitionFinding[];
  readonly warnings: readonly DefinitionFinding[];
  /** Longest bounded time a journey can take, or which cycle makes it unbounded. */
  readonly bound?: unknown;
}

/** A published version. */
export interface PublishedDefinition {
  readonly id: string;
  readonly version: number;
  readonly hash: string;
  readonly document: DefinitionDocument;
  readonly publishedAt?: string;
}
