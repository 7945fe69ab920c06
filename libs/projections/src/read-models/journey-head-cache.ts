import { contextMemory, type Context } from '@ledger/journey';
import { boundedCacheOfBytes } from '@ledger/runtime';
import type { LRUCache } from 'lru-cache';
import type { JourneyHead } from './journey-head';

/** A journey's events are close together, so running journeys are found here. */
const LIMIT = 20_000;
/**
 * Of ended ones, to which little more happens: a refusal, or a move by an operator, and mostly soon. Kept as long as the
 * others, they took 40 MiB more.
 */
const ENDED_LIMIT = 2_000;
/** What all of a kind take at most: 20,000 usual ones, or some hundred of the largest. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_BYTES_ENDED = MOST_BYTES / 8;
const HEAD_BYTES = 1_000;

/** Heads of the last moved journeys. Only writes get in, a failed commit clears it and one processor alone writes. */
export class JourneyHeadCache {
  readonly #running = heads(LIMIT, MOST_BYTES);
  readonly #ended = heads(ENDED_LIMIT, MOST_BYTES_ENDED);

  get(key: string): JourneyHead | undefined {
    return this.#running.get(key) ?? this.#ended.get(key);
  }

  put(head: JourneyHead, isEnded: boolean): void {
    const key = headKey(head.tenant, head.sessionId);
    const [now, before] = isEnded ? [this.#ended, this.#running] : [this.#running, this.#ended];
    // First: what does not fit is not kept, and must not be found as it was before.
    before.delete(key);
    now.set(key, head);
  }

  clear(): void {
    this.#running.clear();
    this.#ended.clear();
  }
}

function heads(most: number, mostBytes: number): LRUCache<string, JourneyHead> {
  return boundedCacheOfBytes(most, mostBytes, ({ state }) => HEAD_BYTES + memoryOf(state.context));
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
