/** A state machine document, as it is posted: JSON of the definition format. */
export type DefinitionDocument = { readonly [member: string]: unknown };

/** One finding of the static check. */
export interface DefinitionFinding {
  readonly code: string;
  /** JSON Pointer (RFC 6901) into the document. */
  readonly path: string;
  /** One sentence: what is wrong and what would be right. */
  readonly message: string;
}

/** What the static check says. `id`, `version` and `hash` are null where the document cannot be read. */
export interface DefinitionReport {
  readonly id: string | null;
  readonly version: number | null;
  /** Lower-case hex SHA-256 of the document's canonical JSON (RFC 8785). */
  readonly hash: string | null;
  readonly valid: boolean;
  readonly errors: readonly DefinitionFinding[];
  readonly warnings: readonly DefinitionFinding[];
  /** How long a journey can take; null where that is not known. */
  readonly bound: DefinitionBound | null;
}

/** Longest bounded time that a journey can take, or what makes it unbounded: one of the three. */
export interface DefinitionBound {
  readonly longestBounded?: { readonly ms: number; readonly iso: string; readonly path: readonly string[] };
  /** States that a journey can go round for ever, the first one again at the end. */
  readonly unboundedCycle?: readonly string[];
  /** States in which a journey can wait for ever. */
  readonly unboundedStates?: readonly string[];
}

/** What publishing came to; a document with errors is a `LedgerProblem` instead. */
export interface PublishResult extends DefinitionReport {
  /** False where this very version had been published before and nothing was stored. */
  readonly created: boolean;
}

/** A published version. */
export interface PublishedDefinition {
  readonly id: string;
  readonly version: number;
  readonly hash: string;
  readonly document: DefinitionDocument;
  readonly warnings: readonly DefinitionFinding[];
  /** RFC 3339, UTC, milliseconds. */
  readonly publishedAt: string;
  /** Whether no new journey may start under it. */
  readonly retired: boolean;
}

/** A definition and its versions, oldest first. */
export interface DefinitionListing {
  readonly id: string;
  readonly title: string | null;
  readonly versions: readonly Pick<PublishedDefinition, 'version' | 'hash' | 'publishedAt' | 'retired'>[];
}
