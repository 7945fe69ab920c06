/** Persisted type names of an alias's stream. */
export const ALIAS_CLAIMED = 'AliasClaimed';
export const ALIAS_RESUMED = 'AliasResumed';

/** From now on the alias leads to this journey of the definition. It may not have been started yet. */
export interface AliasClaimed {
  /** `platform:id`. */
  readonly alias: string;
  readonly definitionId: string;
  readonly sessionId: string;
  /** Session that the command asked for, if it is another. */
  readonly requested?: string;
  /** Revision that the journey was at; -1 if there was none. */
  readonly since: number;
}

/** A command that came with the alias resumed the journey: its reply, so that the command has it again. */
export interface AliasResumed {
  readonly alias: string;
  readonly definitionId: string;
  readonly sessionId: string;
  /** Session that the command asked for, if it is another. */
  readonly requested?: string;
  /** Revision that the journey was at. */
  readonly revision: number;
}
