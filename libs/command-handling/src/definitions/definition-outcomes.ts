import type { DefinitionReport } from '@ledger/journey';
import type { PublishedDefinition } from './published-definition';

export type PublishRefusalCode =
  /** The static check found errors; the report lists them. */
  | 'DEFINITION_INVALID'
  /** This version was published with another content, and published versions are immutable. */
  | 'DEFINITION_VERSION_TAKEN'
  /** The version is not above the last one published. */
  | 'DEFINITION_VERSION_STALE'
  /** Other commands were faster at every try. */
  | 'REVISION_CONFLICT';

export type PublishOutcome =
  | {
      /** `already-published`: this very version was there, and nothing was appended. */
      readonly kind: 'published' | 'already-published';
      readonly definition: PublishedDefinition;
      readonly report: DefinitionReport;
    }
  | {
      readonly kind: 'refused';
      readonly code: PublishRefusalCode;
      /** One sentence: what was wrong and what would be right. */
      readonly reason: string;
      readonly report: DefinitionReport;
    };
