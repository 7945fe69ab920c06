import type { Decision } from '../journey.decision';
import type { JourneyState } from '../journey.state';
import { quoted } from './rejections';

export interface Lock {
  readonly expectedRevision?: bigint;
  readonly expectedStateId?: string;
  readonly lastUpdated?: string;
}

/** `onConflict` may resolve only a revision that once was the head: any other lock is the caller's mistake. */
export type Staleness =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'stale-revision'; readonly expectedRevision: bigint; readonly reason: string }
  | { readonly kind: 'mistaken'; readonly reason: string };

export function stalenessOf(lock: Lock, state: JourneyState): Staleness {
  const { expectedRevision, expectedStateId, lastUpdated } = lock;
  if (expectedStateId !== undefined && expectedStateId !== state.stateId) {
    return {
      kind: 'mistaken',
      reason: `The journey is in ${quoted(state.stateId)}; you expected ${quoted(expectedStateId)}. Reload it and retry.`,
    };
  }
  const { lastGivenAt } = state;
  if (lastUpdated !== undefined && lastGivenAt !== undefined && Date.parse(lastUpdated) < Date.parse(lastGivenAt)) {
    const reason = `The record was last updated at ${lastGivenAt}; you sent ${lastUpdated}, which is older. Reload it and retry.`;
    return { kind: 'mistaken', reason };
  }
  if (expectedRevision === undefined || isPresentRevision(expectedRevision, state)) return { kind: 'fresh' };
  const reason = `The journey is at revision ${state.revision}; you sent revision ${expectedRevision}. Reload it and retry.`;
  if (expectedRevision > state.revision || expectedRevision < 0n) return { kind: 'mistaken', reason };
  return { kind: 'stale-revision', expectedRevision, reason };
}

/** Whether a caller that read this revision knows the journey as it is: an upgrade does not count as a change by another caller. */
export function isPresentRevision(
  revision: bigint,
  { revision: head, upgradedSince = head }: Pick<JourneyState, 'revision' | 'upgradedSince'>,
): boolean {
  return revision >= upgradedSince && revision <= head;
}

export function conflict(reason: string): Decision {
  return { kind: 'conflict', reason };
}
