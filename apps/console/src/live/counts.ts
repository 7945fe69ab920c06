import { useSyncExternalStore } from 'react';
import type { ProblemError } from '../api/problem.error';
import type { LiveCounts } from '../api/types';
import { heard, refused } from './connection';
import type { Message } from './sse';

/** The figures of the whole ledger as of a moment. */
export type Counts = Omit<LiveCounts, 'kind' | 'lagSeconds'>;

let counts: Counts | undefined;
let refusal: ProblemError | undefined;
const states = new Map<string, LiveCounts['states'][number]>();
const listeners = new Set<() => void>();

/** Takes messages of the feed of counts: the first has all states, the others those that changed. */
export function takeCounts(messages: readonly Message[]): void {
  refusal = undefined;
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
  for (const listener of listeners) listener();
}

/** The ledger does not give them to this caller: what an earlier one saw is shown no more. */
export function refuseCounts(problem: ProblemError): void {
  refusal = problem;
  counts = undefined;
  states.clear();
  refused();
  for (const listener of listeners) listener();
}

/** The newest counts; undefined until the first arrive. */
export function useCounts(): Counts | undefined {
  return useSyncExternalStore(subscribe, () => counts);
}

/** Why there are none for this caller. */
export function useCountsRefusal(): ProblemError | undefined {
  return useSyncExternalStore(subscribe, () => refusal);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
