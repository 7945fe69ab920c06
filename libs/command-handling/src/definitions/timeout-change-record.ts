import type { Actor, Position, ReadEvent } from '@ledger/event-store';
import {
  TIMEOUT_OVERRIDDEN,
  TIMEOUT_OVERRIDE_REMOVED,
  TIMEOUTS_PAUSED,
  TIMEOUTS_RESUMED,
  type TimeoutOverridden,
  type TimeoutOverrideRemoved,
} from '@ledger/journey';
import { defined } from '@ledger/plain-data';

/** A change of timeouts as it stands in its stream. */
export interface TimeoutChangeRecord {
  /** `TimeoutOverridden`, `TimeoutOverrideRemoved`, `TimeoutsPaused` or `TimeoutsResumed`. */
  readonly type: string;
  /** Of the event in its stream. */
  readonly revision: number;
  readonly position: Position;
  /** RFC 3339: since when it holds. */
  readonly occurredAt: string;
  readonly actor: Actor;
  readonly reason: string;
  /** Whose timeout it is; absent for a pause, which holds for all. */
  readonly stateId?: string;
  /** ISO 8601 duration of an override. */
  readonly after?: string;
  readonly applyTo?: 'new' | 'waiting';
  /** ISO 8601 duration that journeys get which would abort at once. */
  readonly grace?: string;
  /** Of a removal: revision of the override that was removed. */
  readonly overrideRevision?: number;
  readonly commandId?: string;
  /** Of the request that `commandId` stands for. */
  readonly fingerprint?: string;
}

const TYPES: ReadonlySet<string> = new Set([
  TIMEOUT_OVERRIDDEN,
  TIMEOUT_OVERRIDE_REMOVED,
  TIMEOUTS_PAUSED,
  TIMEOUTS_RESUMED,
]);

/** The records of a stream after one more event: the same array where the event changes no timeout. */
export function withChangeRecord(
  records: readonly TimeoutChangeRecord[],
  { type, data, metadata, event }: ReadEvent,
): readonly TimeoutChangeRecord[] {
  if (!TYPES.has(type)) return records;
  const given = data as Partial<TimeoutOverridden & TimeoutOverrideRemoved>;
  const { stateId, after, applyTo, grace, overrideRevision, reason = '' } = given;
  const { occurredAt, actor, commandId, fingerprint } = metadata;
  const change = { type, stateId, after, applyTo, grace, overrideRevision, reason };
  const { revision, position } = event;
  const record = defined({
    ...change,
    revision: Number(revision),
    position,
    occurredAt,
    actor,
    commandId,
    fingerprint,
  });
  return [...records, record];
}
