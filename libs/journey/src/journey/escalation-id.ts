import { hash } from 'node:crypto';
import { ESCALATION_ID } from '../stream-names';

/** What asked for an escalation: a state that timed out, the entry of one, or a policy that was broken. */
export const ESCALATION_REASONS = ['timeout', 'entry', 'policy'] as const;
export type EscalationReason = (typeof ESCALATION_REASONS)[number];

const ENTRY_SUFFIX = ':entry';
const POLICY_SUFFIX = ':policy-';
const PARTS = /^(.+):(0|[1-9]\d{0,18})(:entry|:policy-[0-9a-f]{12})?$/;

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

/** Of the escalation that a broken policy asks for: always the same for a breach of a journey. */
export function policyEscalationId(sessionId: string, revision: number, policy: string): string {
  return `${sessionId}:${revision}${POLICY_SUFFIX}${hash('sha256', policy, 'hex').slice(0, 12)}`;
}

/** Takes an escalation's id apart; undefined if no journey can have asked for it. */
export function parseEscalationId(id: string): EscalationOrigin | undefined {
  if (!ESCALATION_ID.test(id)) return undefined;
  const [, sessionId, revision, suffix] = PARTS.exec(id) ?? [];
  if (sessionId === undefined || revision === undefined) return undefined;
  return { sessionId, revision: BigInt(revision), isSecond: suffix === ENTRY_SUFFIX };
}
