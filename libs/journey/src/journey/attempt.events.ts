import type { JourneyCommand } from './journey.commands';
import type { RejectionCode } from './journey.decision';
import type { GuardTrace } from './journey.events';

/** Persisted type name of a refused command in a journey's attempt stream. */
export const COMMAND_REJECTED = 'CommandRejected';

/** What a refused command asked for: names and keys only, since values may be personal data. */
export interface AskedChange {
  readonly targetStateId?: string;
  readonly event?: string;
  readonly channel?: string;
  /** Top-level keys of the context patch. */
  readonly contextKeys?: readonly string[];
}

/** A command that an existing journey refused: what was asked, on which state it was decided, and why. */
export interface CommandRejected {
  readonly command: JourneyCommand['type'];
  readonly commandId: string;
  readonly asked: AskedChange;
  readonly code: RejectionCode | 'REVISION_CONFLICT' | 'SESSION_OF_ANOTHER_DEFINITION' | 'JOURNEY_EXPIRED';
  /** One sentence, as the caller got it. */
  readonly reason: string;
  /** State the journey was in. */
  readonly stateId: string;
  /** Revision the refusal was decided on. */
  readonly revision: number;
  /** The caller's lock, if it gave one. */
  readonly expectedRevision?: number;
  readonly expectedStateId?: string;
  /** Guard that was false and the inputs it saw; `withheld` names the personal ones, which are left out. */
  readonly guard?: GuardTrace & { readonly error?: string; readonly withheld?: readonly string[] };
}
