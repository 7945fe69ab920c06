import type { Sight } from './sight';

/** How a text names a journey. */
export const NAMED_BY = ['sessionId', 'alias', 'conversationId', 'customerId'] as const;

export interface NamedJourney {
  readonly by: (typeof NAMED_BY)[number];
  readonly sessionId: string;
}

export interface NamedJourneys {
  readonly sight: Sight;
  readonly text: string;
  /** Of each kind at most. */
  readonly limit: number;
}
