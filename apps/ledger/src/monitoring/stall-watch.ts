import { join } from 'node:path';
import { startWorker } from '@ledger/runtime';

export interface StallWatchData {
  /** One 32-bit count, which the watched thread moves. */
  readonly beats: SharedArrayBuffer;
  readonly limitMs: number;
  /** How often the count moves, and is looked at. */
  readonly intervalMs: number;
}

/** Tells when a thread has been blocked: the count that it moves stays as it is while this thread keeps looking. */
export class StallWatch {
  #beat: number | undefined;
  #stalledMs = 0;
  #lookedAt = 0;

  constructor(
    private readonly beats: Int32Array,
    private readonly limitMs: number,
    private readonly intervalMs: number,
  ) {}

  /** How long the thread has been blocked, once that is beyond the limit. @param now of the monotonic clock. */
  look(now: number): number | undefined {
    const beat = Atomics.load(this.beats, 0);
    // Only while this thread looks: a machine that slept, or a process that was stopped, kept both from running.
    this.#stalledMs = beat === this.#beat ? this.#stalledMs + Math.min(now - this.#lookedAt, 2 * this.intervalMs) : 0;
    this.#beat = beat;
    this.#lookedAt = now;
    return this.#stalledMs >= this.limitMs ? this.#stalledMs : undefined;
  }
}

const LONGEST_INTERVAL_MS = 1_000;

/** Ends the process, by a thread of its own, once this thread has been blocked for so long. Gives what stops watching. */
export function watchForStalls(limitMs: number): () => Promise<unknown> {
  const beats = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const count = new Int32Array(beats);
  const intervalMs = Math.min(limitMs / 4, LONGEST_INTERVAL_MS);
  const workerData: StallWatchData = { beats, limitMs, intervalMs };
  const worker = startWorker(join(__dirname, 'stall-watch.worker'), { workerData });
  worker.unref();
  const timer = setInterval(() => Atomics.add(count, 0, 1), intervalMs).unref();
  return () => {
    clearInterval(timer);
    return worker.terminate();
  };
}
