import { contextMemory, type Context } from '@ledger/journey';
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
    sizeCalculation: ({ state }) => HEAD_BYTES + memoryOf(state.context),
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

/** A value of the heap takes several times what it takes as text. */
const HEAP_FACTOR = 4;
/** Of a number or another short value, as text. */
const SHORT = 8;

/**
 * About as `contextMemory`, bytes. Each event has a context of its own here: to write it as JSON and to remember that of it
 * took some hundredths of projecting an event, so that is done for nested values alone.
 */
export function memoryOf(context: Context): number {
  let characters = 0;
  for (const [name, value] of Object.entries(context)) {
    if (typeof value === 'object' && value !== null) return contextMemory(context);
    characters += name.length + (typeof value === 'string' ? value.length : SHORT);
  }
  return HEAP_FACTOR * characters;
}

/** Neither a tenant nor a session id contains a slash. */
export function headKey(tenant: string, sessionId: string): string {
  return `${tenant}/${sessionId}`;
}
