import { useSyncExternalStore } from 'react';
import { heard } from './connection';
import type { Message } from './sse';

/** How many journeys are in a state of a version. */
export interface StateCount {
  readonly definitionId: string;
  readonly version: number;
  readonly stateId: string;
  readonly final: boolean;
  readonly journeys: number;
  readonly overdue: number;
}

/** The figures of the whole ledger as of a moment. */
export interface Counts {
  readonly at: string;
  readonly position: string | null;
  readonly journeys: number;
  readonly active: number;
  readonly overdue: number;
  readonly refusedLastHour: number;
  readonly lagEvents: number;
  readonly states: readonly StateCount[];
}

interface CountsMessage extends Counts {
  readonly kind: 'snapshot' | 'update';
  readonly lagSeconds: number;
}

let counts: Counts | undefined;
const states = new Map<string, StateCount>();
const listeners = new Set<() => void>();

/** Takes messages of the feed of counts: the first has all states, the others those that changed. */
export function takeCounts(messages: readonly Message[]): void {
  for (const { data } of messages) {
    const message = JSON.parse(data) as CountsMessage;
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
