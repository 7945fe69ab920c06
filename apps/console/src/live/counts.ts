import { useSyncExternalStore } from 'react';
import type { LiveCounts } from '../api/types';
import { heard } from './connection';
import type { Message } from './sse';

/** The figures of the whole ledger as of a moment. */
export type Counts = Omit<LiveCounts, 'kind' | 'lagSeconds'>;

let counts: Counts | undefined;
const states = new Map<string, LiveCounts['states'][number]>();
const listeners = new Set<() => void>();

/** Takes messages of the feed of counts: the first has all states, the others those that changed. */
export function takeCounts(messages: readonly Message[]): void {
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

/** The newest counts; undefined until the first arrive. */
export function useCounts(): Counts | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => counts,
  );
}
