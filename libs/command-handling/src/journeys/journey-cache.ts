import { getHeapStatistics } from 'node:v8';
import type { EventStore, RememberedHead, StreamName, UpcasterRegistry } from '@ledger/event-store';
import { contextMemory } from '@ledger/journey';
import { LRUCache } from 'lru-cache';
import { boundedCacheOfBytes, KeyedQueue } from '@ledger/runtime';
import { loadJourney, type LoadedJourney } from './loaded-journey';
import { StaleShare } from './stale-share';

/** Most commands come within minutes of the one before. */
const DEFAULT_JOURNEYS = 20_000;
/**
 * What all kept journeys take at most: 20,000 usual ones, or some hundred of the largest; more where the heap may be large.
 * Those that do not fit are read from the store for each of their commands, which is many times slower.
 */
const MOST_BYTES = Math.max(64 * 1024 * 1024, Math.floor(getHeapStatistics().heap_size_limit / 16));
const COMMAND_BYTES = 200;
/** Readers keep journeys of so many events and more: reading them from their first event takes a while. */
const LONG = 256n;
const READ_BYTES = MOST_BYTES / 4;

/**
 * The heads of the journeys used last, and the turns in which commands move them: one for each store, since a second
 * would miss what the first appends. Where others append too, a kept head is good for appends, and shortens reading.
 */
export class JourneyCache {
  readonly #ports: { readonly store: EventStore; readonly upcasters: UpcasterRegistry };
  readonly #queue = new KeyedQueue();
  readonly #journeys: LRUCache<StreamName, LoadedJourney>;
  /** Long journeys that were read and that no command moved: only what is new in them is read again. */
  readonly #read = new LRUCache<StreamName, LoadedJourney>({ maxSize: READ_BYTES, sizeCalculation: memoryOf });
  /** How often a kept head is no longer the head, and how often a journey that is not known exists when it is started. */
  readonly #stale = { kept: new StaleShare(), start: new StaleShare() };

  /** @param limit journeys kept at most; the one unused for longest goes first. */
  constructor(store: EventStore, upcasters: UpcasterRegistry, limit: number = DEFAULT_JOURNEYS) {
    this.#ports = { store, upcasters };
    this.#journeys = boundedCacheOfBytes(limit, MOST_BYTES, memoryOf);
  }

  /** Runs a task that may append to a journey, after those that came before it. */
  inTurn<Result>(stream: StreamName, task: () => Promise<Result>): Promise<Result> {
    return this.#queue.take(stream, task);
  }

  /** Keeps the head only if it was kept before: timeouts of idle journeys must not push out those that callers move. */
  async inPassing<Result>(stream: StreamName, task: () => Promise<Result>): Promise<Result> {
    if (this.#journeys.has(stream)) return task();
    try {
      return await task();
    } finally {
      this.drop(stream);
    }
  }

  /** The head as it is known for certain, without asking the store; to be asked within a turn. */
  known(stream: StreamName): LoadedJourney | undefined {
    return this.#ports.store.exclusive ? this.#journeys.get(stream) : undefined;
  }

  /**
   * What to append to without asking a store to which others append as well; undefined where it is better to read first.
   * To be asked within a turn. An unknown journey is taken to be new where it is started.
   */
  remembered(stream: StreamName, isStart: boolean): RememberedHead<LoadedJourney> | undefined {
    if (this.#ports.store.exclusive) return undefined;
    const head = this.#journeys.get(stream);
    if (head !== undefined) return this.#stale.kept.isSmall ? { head } : undefined;
    return isStart && this.#stale.start.isSmall ? { head } : undefined;
  }

  /** What became of an append to what was remembered. */
  onRemembered({ head }: RememberedHead<LoadedJourney>, isHead: boolean): void {
    this.#stale[head === undefined ? 'start' : 'kept'].count(!isHead);
  }

  /**
   * Reads the head within a turn, and keeps it; undefined where there is no such journey.
   * @param isFirst whether it is the first that this command learns of the head: only then it tells how old heads are.
   */
  async load(stream: StreamName, isStart: boolean, isFirst: boolean): Promise<LoadedJourney | undefined> {
    const kept = this.#journeys.get(stream);
    const journey = await loadJourney(this.#ports, stream, kept);
    if (isFirst && kept !== undefined) this.#stale.kept.count(journey !== kept);
    else if (isFirst && isStart) this.#stale.start.count(journey !== undefined);
    if (journey === undefined) this.drop(stream);
    else this.put(stream, journey);
    return journey;
  }

  /** The head for a reader, which takes no turn: while a command is in flight, only the store knows what is committed. */
  async read(stream: StreamName): Promise<LoadedJourney | undefined> {
    const kept = this.#journeys.get(stream);
    if (kept !== undefined && this.#ports.store.exclusive && !this.#queue.isBusy(stream)) return kept;
    if (kept !== undefined) return loadJourney(this.#ports, stream, kept);
    const journey = await loadJourney(this.#ports, stream, this.#read.get(stream));
    if (journey !== undefined && journey.revision >= LONG) this.#read.set(stream, journey);
    return journey;
  }

  put(stream: StreamName, journey: LoadedJourney): void {
    this.#read.delete(stream);
    this.#journeys.set(stream, journey);
  }

  drop(stream: StreamName): void {
    this.#journeys.delete(stream);
  }
}

/** About what a journey takes of the heap. */
function memoryOf({ state }: LoadedJourney): number {
  return contextMemory(state.context) + COMMAND_BYTES * (5 + state.commands.size);
}
