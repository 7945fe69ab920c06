import { LRUCache } from 'lru-cache';
import type { JourneyHead } from './journey-head';

/** About 20 MB. A journey's events are close together, so running journeys are found here. */
const LIMIT = 20_000;

/** Heads of the last moved journeys. Only writes get in, a failed commit clears it and one processor alone writes. */
export class JourneyHeadCache {
  readonly #heads = new LRUCache<string, JourneyHead>({ max: LIMIT });

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
