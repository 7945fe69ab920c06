import type { ProblemError } from '../api/problem.error';
import { sessionNumber, useSessionNumber } from '../api/session-key';
import { Shared, useShared } from '../api/shared';
import type { LiveCounts } from '../api/types';
import { seenUpTo } from './another-ledger';
import { heard, refused } from './connection';
import type { Message } from './sse';

/** The figures of the whole ledger as of a moment. */
export type Counts = Omit<LiveCounts, 'kind' | 'lagSeconds'>;

/** The newest counts, or why there are none for this caller; neither until the first arrive. */
interface Known {
  /** Of another session they are of another caller, or of another ledger. */
  readonly session?: number;
  readonly counts?: Counts;
  readonly refusal?: ProblemError;
}

const known = new Shared<Known>({});
const states = new Map<string, LiveCounts['states'][number]>();

/** Takes messages of the feed of counts: the first has all states, the others those that changed. */
export function takeCounts(messages: readonly Message[]): void {
  let counts: Counts | undefined;
  for (const { data } of messages) {
    const message = JSON.parse(data) as LiveCounts;
    if (message.kind === 'snapshot') states.clear();
    for (const state of message.states) {
      const key = JSON.stringify([state.definitionId, state.version, state.stateId]);
      if (state.journeys === 0) states.delete(key);
      else states.set(key, state);
    }
    counts = { ...message, states: [...states.values()] };
    heard(message.lagSeconds);
  }
  if (counts === undefined) return;
  if (counts.lagEvents !== null) seenUpTo(Number(counts.position ?? 0) + counts.lagEvents);
  known.set({ counts, session: sessionNumber() });
}

/** The ledger does not give them to this caller: what an earlier one saw is shown no more. */
export function refuseCounts(refusal: ProblemError): void {
  states.clear();
  known.set({ refusal, session: sessionNumber() });
  refused();
}

export function useCounts(): Known {
  const newest = useShared(known);
  return newest.session === useSessionNumber() ? newest : {};
}
