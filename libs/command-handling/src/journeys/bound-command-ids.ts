import type { StreamName } from '@ledger/event-store';
import { LRUCache } from 'lru-cache';
import type { PreparedCommand } from './prepared-command';

/** Ids kept at most: an id is sent again within minutes, if at all. */
const DEFAULT_LIMIT = 50_000;

/**
 * Which command an id stands for that appended nothing: it was refused, or changed nothing. The streams tell of all others.
 * Known in this process alone, and for as long as there is room.
 */
export class BoundCommandIds {
  readonly #fingerprints: LRUCache<string, string>;

  constructor(limit: number = DEFAULT_LIMIT) {
    this.#fingerprints = new LRUCache({ max: limit });
  }

  bind({ stream, commandId, fingerprint }: PreparedCommand): void {
    if (fingerprint !== undefined) this.#fingerprints.set(key(stream, commandId), fingerprint);
  }

  /** Whether the id stands for another command. */
  isOther({ stream, commandId, fingerprint }: PreparedCommand): boolean {
    if (this.#fingerprints.size === 0) return false;
    const bound = this.#fingerprints.get(key(stream, commandId));
    return bound !== undefined && bound !== fingerprint;
  }
}

function key(stream: StreamName, commandId: string): string {
  return `${stream} ${commandId}`;
}
