import { on } from 'node:events';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { startWorker } from '@ledger/runtime';
import { Problem, unavailable } from '../http/problem';
import type { SimulationJob, SimulationMessage } from './simulation-protocol';

/** Each takes a processor, and reads as fast as it can. */
const MOST_AT_ONCE = 1;
const RETRY_AFTER_SECONDS = 10;
/** Megabytes of one thread: it holds one journey at a time, and what it has added up. */
const MEMORY_MB = 512;

/** Runs simulations, each in a thread of its own, which ends with its caller. */
@Injectable()
export class SimulationThreads {
  private running = 0;

  /** Throws `TOO_MANY_REQUESTS` while another one runs. Ends early, without a report, if `signal` aborts. */
  start(job: SimulationJob, signal: AbortSignal): AsyncGenerator<SimulationMessage> {
    if (this.running >= MOST_AT_ONCE) {
      throw new Problem(
        'TOO_MANY_REQUESTS',
        'A simulation is running, the most at one time; nothing was done. Retry.',
        {
          headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
        },
      );
    }
    this.running += 1;
    return this.messages(job, signal);
  }

  private async *messages(job: SimulationJob, signal: AbortSignal): AsyncGenerator<SimulationMessage> {
    const worker = startWorker(join(__dirname, 'simulation.worker'), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    let last: SimulationMessage | undefined;
    try {
      for await (const [received] of on(worker, 'message', { signal, close: ['exit'] })) {
        const message = received as SimulationMessage;
        if (message.kind !== 'progress') {
          last = message;
          break;
        }
        yield message;
      }
      if (last === undefined) throw unavailable('The simulation ended before its report. Retry.');
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      await worker.terminate();
      this.running -= 1;
    }
    // Said once the thread is gone: its reader may ask for the next simulation.
    if (last !== undefined) yield last;
  }
}
