import { contextMemory } from '@ledger/journey';
import { LRUCache } from 'lru-cache';
import type { JourneyHead } from './journey-head';

/** A journey's events are close together, so running journeys are found here. */
const LIMIT = 20_000;
/** What all of them take at most: 20,000 usual ones, or some hundred of the largest. */
const MOST_BYTES = 64 * 1024 * 1024;
const HEAD_BYTES = 1_000;

/** Heads of the last moved journeys. Only writes get in, a failed commit clears it and one processor alone writes. */
export class JourneyHeadCache {
  readonly #heads = new LRUCache<string, JourneyHead>({
    max: LIMIT,
    maxSize: MOST_BYTES,
    sizeCalculation: ({ state }) => HEAD_BYTES + contextMemory(state.context),
  });

  get(key: string): JourneyHead | undefined {
    return this.#heads.get(key);
  }

  put(heads: Iterable<JourneyHead>): void {
    for (const head of heads) this.#heads.set(headKey(head.tenant, head.sessionId), head);
  }

  clear(): void {
    this.#heads.clear();
  }
}

/** Neither a tenant nor a session id contains a slash. */
export function headKey(tenant: string, sessionId: string): string {
  return `${tenant}/${sessionId}`;
}
