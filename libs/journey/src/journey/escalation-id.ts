import { ESCALATION_ID } from '../stream-names';

/** What asked for an escalation: a state that timed out, or the entry of one. */
export const ESCALATION_REASONS = ['timeout', 'entry'] as const;
export type EscalationReason = (typeof ESCALATION_REASONS)[number];

const ENTRY_SUFFIX = ':entry';
const PARTS = /^(.+):(0|[1-9]\d{0,18})(:entry)?$/;

/** What an escalation's id is made of. */
export interface EscalationOrigin {
  readonly sessionId: string;
  /** Revision, in the journey's stream, of the event that asked for it. */
  readonly revision: bigint;
  /** Whether the same event asked for another one first: a state timed out into one that escalates on entry. */
  readonly isSecond: boolean;
}

/** Always the same for an event of a journey, so that a second request finds the first. */
export function escalationIdOf({ sessionId, revision, isSecond }: EscalationOrigin): string {
  return `${sessionId}:${revision}${isSecond ? ENTRY_SUFFIX : ''}`;
}

/** Takes an escalation's id apart; undefined if no journey can have asked for it. */
export function parseEscalationId(id: string): EscalationOrigin | undefined {
  if (!ESCALATION_ID.test(id)) return undefined;
  const [, sessionId, revision, suffix] = PARTS.exec(id) ?? [];
  if (sessionId === undefined || revision === undefined) return undefined;
  return { sessionId, revision: BigInt(revision), isSecond: suffix !== undefined };
}
