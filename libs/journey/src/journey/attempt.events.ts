import type { JourneyCommand } from './journey.commands';
import type { RejectionCode } from './journey.decision';
import type { GuardTrace } from './journey.events';

/** Persisted type name of a refused command in a journey's attempt stream. */
export const COMMAND_REJECTED = 'CommandRejected';
/** Of a command that was answered `UNCHANGED`, recorded so that its id stands for that answer. */
export const COMMAND_UNCHANGED = 'CommandUnchanged';

/** What a command asked for that appended nothing: names and keys only, since values may be personal data. */
export interface AskedChange {
  readonly targetStateId?: string;
  readonly event?: string;
  readonly channel?: string;
  readonly alias?: string;
  /** Top-level keys of the context patch. */
  readonly contextKeys?: readonly string[];
}

/** A command on an existing journey that changed nothing: what was asked, and on which state it was decided. */
export interface CommandUnchanged {
  readonly command: JourneyCommand['type'];
  readonly commandId: string;
  readonly asked: AskedChange;
  /** State the journey was in. */
  readonly stateId: string;
  /** Revision that it was decided on. */
  readonly revision: number;
  /** The instant of the decision, if the event's `occurredAt` is another: RFC 3339, UTC, milliseconds. */
  readonly decidedAt?: string;
  /** The version that an upgrade would have taken the journey to: it was decided there. */
  readonly upgradeTo?: number;
  /** The caller's lock, if it gave one. */
  readonly expectedRevision?: number;
  readonly expectedStateId?: string;
}

/** A command that was refused, and why. */
export interface CommandRejected extends Omit<CommandUnchanged, 'stateId' | 'revision'> {
  /** State the journey was in, and the revision that it was decided on; absent of a start where there was no journey. */
  readonly stateId?: string;
  readonly revision?: number;
  readonly code: RejectionCode | 'REVISION_CONFLICT' | 'SESSION_OF_ANOTHER_DEFINITION' | 'JOURNEY_EXPIRED';
  /** One sentence, as the caller got it. */
  readonly reason: string;
  /** Guard that was false and the inputs it saw; `withheld` names the personal ones, which are left out. */
  readonly guard?: GuardTrace & { readonly error?: string; readonly withheld?: readonly string[] };
}
