import type { StreamName } from '@ledger/event-store';
import type { Clock } from '@ledger/runtime';
import { LRUCache } from 'lru-cache';
import type { CommandReply } from './command-reply';
import type { PreparedCommand } from './prepared-command';

/** Ids kept at most: an id is sent again within minutes, if at all. */
const DEFAULT_LIMIT = 50_000;

/** How long a reply that appended nothing is given again. */
const KEPT_MS = 24 * 60 * 60 * 1_000;

/** A reply without its journey, which its stream tells again. */
export interface KeptAnswer {
  readonly reply: Omit<CommandReply, 'journey' | 'events'>;
  /** Revision that it was decided on. */
  readonly revision: bigint;
  /** The instant of the decision: RFC 3339, UTC, milliseconds. */
  readonly at: string;
}

interface Bound {
  readonly fingerprint: string;
  readonly answer?: KeptAnswer | undefined;
}

/**
 * Which command an id stands for that appended nothing, and what it was answered: it was refused, or changed nothing. The
 * streams tell of all others. Known in this process alone, and for as long as there is room.
 */
export class BoundCommandIds {
  readonly #bound: LRUCache<string, Bound>;

  constructor(limit: number = DEFAULT_LIMIT) {
    this.#bound = new LRUCache({ max: limit });
  }

  /** @param answer absent where the same command may be answered otherwise later. */
  bind({ stream, commandId, fingerprint }: PreparedCommand, answer?: KeptAnswer): void {
    if (fingerprint !== undefined) this.#bound.set(key(stream, commandId), { fingerprint, answer });
  }

  /** Whether the id stands for another command. */
  isOther({ stream, commandId, fingerprint }: PreparedCommand): boolean {
    if (this.#bound.size === 0) return false;
    const bound = this.#bound.get(key(stream, commandId));
    return bound !== undefined && bound.fingerprint !== fingerprint;
  }

  /** What this very command was answered within the last day. */
  answerTo({ stream, commandId, fingerprint }: PreparedCommand, clock: Clock): KeptAnswer | undefined {
    if (this.#bound.size === 0) return undefined;
    const bound = this.#bound.get(key(stream, commandId));
    if (bound?.answer === undefined || bound.fingerprint !== fingerprint) return undefined;
    return clock.now().getTime() - Date.parse(bound.answer.at) > KEPT_MS ? undefined : bound.answer;
  }
}

function key(stream: StreamName, commandId: string): string {
  return `${stream} ${commandId}`;
}
