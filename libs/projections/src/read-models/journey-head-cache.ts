import type { JourneyHead } from './journey-head';

/** About 20 MB. A journey's events lie close together, so those that run now are found here. */
const DEFAULT_LIMIT = 20_000;

/**
 * Where the journeys that moved last stand, so that their rows are not read for each batch anew. Only what is written
 * gets in, whoever cannot commit it clears it, and one processor alone writes: what is in here is what the table holds.
 */
export class JourneyHeadCache {
  readonly #limit: number;
  readonly #heads = new Map<string, JourneyHead>();

  constructor(limit: number = DEFAULT_LIMIT) {
    this.#limit = limit;
  }

  get(key: string): JourneyHead | undefined {
    return this.#heads.get(key);
  }

  /** Takes in what a batch has committed; those that moved the longest ago make room. */
  put(heads: Iterable<JourneyHead>): void {
    for (const head of heads) {
      const key = headKey(head.tenant, head.sessionId);
      this.#heads.delete(key);
      this.#heads.set(key, head);
    }
    for (const key of this.#heads.keys()) {
      if (this.#heads.size <= this.#limit) break;
      this.#heads.delete(key);
    }
  }

  clear(): void {
    this.#heads.clear();
  }
}

/** Neither a tenant nor a session id holds a slash. */
export function headKey(tenant: string, sessionId: string): string {
  return `${tenant}/${sessionId}`;
}
