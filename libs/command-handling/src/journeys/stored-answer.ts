import type { ReadEvent } from '@ledger/event-store';
import { COMMAND_REJECTED, COMMAND_UNCHANGED, type CommandRejected, type CommandUnchanged } from '@ledger/journey';
import { defined } from '@ledger/plain-data';
import type { CommandReply } from './command-reply';

/** A reply without what its stream tells again: the journey, and what a guard saw, which may be as large. */
export interface KeptAnswer {
  readonly reply: Pick<CommandReply, 'outcome' | 'code' | 'reason'>;
  /** Revision that it was decided on; absent of a start where there was no journey. */
  readonly revision?: bigint;
  /** The version that an upgrade would have taken the journey to, which the reply shows it under. */
  readonly upgradeTo?: number;
  /** The instant of the decision: RFC 3339, UTC, milliseconds. */
  readonly at: string;
}

/** The command that an id stands for, and what it was answered, if that is to be its answer again. */
export interface BoundId {
  readonly fingerprint: string;
  readonly answer?: KeptAnswer | undefined;
}

/** Refusals after which the same command may be answered otherwise: with a fresh lock, or since it was not this command. */
const NOT_KEPT: ReadonlySet<CommandRejected['code']> = new Set([
  'REVISION_CONFLICT',
  'SESSION_OF_ANOTHER_DEFINITION',
  'VALIDATION_FAILED',
  'CARD_DATA_REFUSED',
  'IDEMPOTENCY_KEY_REUSED',
]);

/** What an attempt tells of its command's id; undefined where that is not bound. */
export function storedAnswer({ type, data, metadata }: ReadEvent): readonly [string, BoundId] | undefined {
  const { commandId, fingerprint, actor, occurredAt } = metadata;
  // An escalation's command is not the journey's.
  if ('escalationId' in data) return undefined;
  // What an import lacks may be imported before it is sent again.
  if (commandId === undefined || fingerprint === undefined || actor.kind === 'import') return undefined;
  const { revision, decidedAt = occurredAt, upgradeTo } = data as unknown as CommandUnchanged | CommandRejected;
  const decidedOn = revision === undefined ? undefined : BigInt(revision);
  const decided = defined({ revision: decidedOn, at: decidedAt, upgradeTo });
  if (type === COMMAND_UNCHANGED) {
    return [commandId, { fingerprint, answer: { ...decided, reply: { outcome: 'UNCHANGED' } } }];
  }
  if (type !== COMMAND_REJECTED) return undefined;
  const { code, reason } = data as unknown as CommandRejected;
  if (NOT_KEPT.has(code)) return undefined;
  const outcome = code === 'JOURNEY_EXPIRED' ? 'EXPIRED' : 'REJECTED';
  return [commandId, { fingerprint, answer: { ...decided, reply: { outcome, code, reason } } }];
}
