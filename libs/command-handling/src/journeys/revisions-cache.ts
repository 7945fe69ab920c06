import type { StreamName } from '@ledger/event-store';
import { contextMemory } from '@ledger/journey';
import { LRUCache } from 'lru-cache';
import type { RevisionsReached } from './journey-revisions';

const MOST_BYTES = 16 * 1024 * 1024;
const KEY_BYTES = 100;
const COMMAND_BYTES = 200;

/**
 * Where pages of journeys' revisions ended, by the revision that the next page begins with: it is told from there, and not
 * from the first event again. What is kept may be of another ledger by now; its hash says so.
 */
export class RevisionsCache {
  readonly #reached = new LRUCache<string, RevisionsReached>({ maxSize: MOST_BYTES, sizeCalculation: memoryOf });

  /** The journey right before a revision; undefined if no page ended there. */
  before(stream: StreamName, revision: number): RevisionsReached | undefined {
    return this.#reached.get(keyOf(stream, revision));
  }

  /** Keeps it for the page that follows. */
  keep(stream: StreamName, reached: RevisionsReached): void {
    this.#reached.set(keyOf(stream, Number(reached.state.revision) + 1), reached);
  }

  forget(stream: StreamName, revision: number): void {
    this.#reached.delete(keyOf(stream, revision));
  }
}

function keyOf(stream: StreamName, revision: number): string {
  return `${revision} ${stream}`;
}

/** About what it takes of the heap. */
function memoryOf({ state, context, writtenAt }: RevisionsReached): number {
  const contexts = contextMemory(state.context) + contextMemory(context);
  return contexts + KEY_BYTES * (5 + writtenAt.size) + COMMAND_BYTES * state.commands.size;
}
