import { parseDuration } from './duration';
import type { FoldableEvent } from '../foldable-event';
import { isPlainObject } from '../plain-json';
import {
  TIMEOUT_OVERRIDDEN,
  TIMEOUT_OVERRIDE_REMOVED,
  TIMEOUTS_PAUSED,
  TIMEOUTS_RESUMED,
  type OverrideScope,
  type TimeoutOverridden,
  type TimeoutOverrideRemoved,
} from './timeout.events';

/** Instants here are epoch milliseconds. */
export interface TimeoutOverride {
  readonly kind: 'override';
  /** Of its event in the definition's stream. */
  readonly revision: number;
  /** Since when it holds. */
  readonly at: number;
  readonly after: string;
  readonly afterMs: number;
  readonly applyTo: OverrideScope;
  readonly graceMs: number;
}

export interface TimeoutOverrideRemoval {
  readonly kind: 'removal';
  readonly revision: number;
  readonly at: number;
  readonly overrideRevision: number;
  readonly graceMs: number;
}

export type TimeoutChange = TimeoutOverride | TimeoutOverrideRemoval;

/** What operations changed in the timeouts of one definition, by state, oldest first. */
export type TimeoutChanges = ReadonlyMap<string, readonly TimeoutChange[]>;

/** A span of time in which a tenant's deadlines are paused; `to` is null while it lasts. */
export interface TimeoutPause {
  readonly from: number;
  readonly to: number | null;
}

/** Everything besides its own events that moves the deadlines of a journey. */
export interface TimeoutRules {
  readonly changes: TimeoutChanges;
  /** Of the tenant, oldest first; they do not overlap. */
  readonly pauses: readonly TimeoutPause[];
}

export const NO_TIMEOUT_CHANGES: TimeoutChanges = new Map();
export const NO_TIMEOUT_PAUSES: readonly TimeoutPause[] = [];

/** Folds an event of a definition's stream; types it does not know and payloads it cannot read change nothing. */
export function withTimeoutChange(changes: TimeoutChanges, event: FoldableEvent): TimeoutChanges {
  const change = changeOf(event);
  if (change === undefined) return changes;
  const { stateId } = event.data as { readonly stateId: string };
  return new Map(changes).set(stateId, [...(changes.get(stateId) ?? []), change]);
}

/** Folds an event of a tenant's stream: a pause within a pause and a resume without one change nothing. */
export function withTimeoutPause(pauses: readonly TimeoutPause[], event: FoldableEvent): readonly TimeoutPause[] {
  const at = Date.parse(event.occurredAt);
  const last = pauses.at(-1);
  const isPaused = last?.to === null;
  // A clock that went back must neither let pauses overlap nor end one before it began.
  if (event.type === TIMEOUTS_PAUSED && !isPaused) return [...pauses, { from: Math.max(at, last?.to ?? at), to: null }];
  if (event.type === TIMEOUTS_RESUMED && isPaused) {
    return [...pauses.slice(0, -1), { from: last.from, to: Math.max(at, last.from) }];
  }
  return pauses;
}

/** Overrides of a state that were not removed, oldest first: the last one is in force. */
export function liveOverrides(changes: readonly TimeoutChange[] | undefined): readonly TimeoutOverride[] {
  const removed = new Set(
    (changes ?? []).flatMap((change) => (change.kind === 'removal' ? change.overrideRevision : [])),
  );
  return (changes ?? []).filter(
    (change): change is TimeoutOverride => change.kind === 'override' && !removed.has(change.revision),
  );
}

/** The rules as they stood at an instant (RFC 3339). */
export function timeoutRulesAsOf({ changes, pauses }: TimeoutRules, instant: string): TimeoutRules {
  const end = Date.parse(instant);
  const past = [...changes].map(([stateId, list]) => [stateId, list.filter(({ at }) => at <= end)] as const);
  return {
    changes: new Map(past.filter(([, list]) => list.length > 0)),
    pauses: pauses
      .filter(({ from }) => from <= end)
      .map(({ from, to }) => ({ from, to: to !== null && to <= end ? to : null })),
  };
}

function changeOf({ type, data, revision, occurredAt }: FoldableEvent): TimeoutChange | undefined {
  if (!isPlainObject(data) || typeof data['stateId'] !== 'string') return undefined;
  const facts = { revision: Number(revision), at: Date.parse(occurredAt), graceMs: msOf(data['grace']) ?? 0 };
  if (type === TIMEOUT_OVERRIDDEN) {
    const { after, applyTo } = data as unknown as TimeoutOverridden;
    const afterMs = msOf(after);
    return afterMs === undefined ? undefined : { kind: 'override', ...facts, after, afterMs, applyTo };
  }
  if (type === TIMEOUT_OVERRIDE_REMOVED) {
    const { overrideRevision } = data as unknown as TimeoutOverrideRemoved;
    return { kind: 'removal', ...facts, overrideRevision };
  }
  return undefined;
}

function msOf(duration: unknown): number | undefined {
  const parsed = duration === undefined ? undefined : parseDuration(duration);
  return parsed?.ok ? parsed.ms : undefined;
}
