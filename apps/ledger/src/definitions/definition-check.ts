import { once } from 'node:events';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { OnApplicationShutdown } from '@nestjs/common';
import { checkSubmission, type CheckedSubmission } from '@ledger/command-handling';
import { startWorker, within } from '@ledger/runtime';

/** Small documents cost little whatever they say, and a thread costs more than their check. */
const SMALL_BYTES = 8_192;

export interface CheckLimits {
  readonly milliseconds: number;
  readonly megabytes: number;
}
const LIMITS: CheckLimits = { milliseconds: 3_000, megabytes: 256 };

/**
 * Checks documents that callers send. Large ones are checked in a thread, one after the other, under a limit of time and
 * memory: who may only read can ask for a check, and must not occupy the thread that answers flows.
 */
export class DefinitionCheck implements OnApplicationShutdown {
  #worker: Promise<Worker> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @param limits of one check. */
  constructor(private readonly limits: CheckLimits = LIMITS) {}

  check(input: unknown): Promise<CheckedSubmission> {
    const text = typeof input === 'string' ? input : JSON.stringify(input);
    if (text.length <= SMALL_BYTES) return Promise.resolve(checkSubmission(input));
    const checked = this.#last.then(() => this.#inThread(input));
    this.#last = checked.catch(() => undefined);
    return checked;
  }

  async onApplicationShutdown(): Promise<void> {
    await (await this.#worker)?.terminate();
  }

  async #inThread(input: unknown): Promise<CheckedSubmission> {
    const worker = await this.#started();
    const checked = once(worker, 'message') as Promise<[CheckedSubmission]>;
    worker.postMessage(input);
    try {
      const [submission] = await within(this.limits.milliseconds, checked);
      return submission;
    } catch {
      // The next check starts another thread.
      this.#worker = undefined;
      await worker.terminate();
      return tooCostly(this.limits);
    }
  }

  #started(): Promise<Worker> {
    this.#worker ??= start(this.limits.megabytes).catch((error: unknown) => {
      this.#worker = undefined;
      throw error;
    });
    return this.#worker;
  }
}

/** A thread once it listens: its start counts for no check. */
async function start(megabytes: number): Promise<Worker> {
  const worker = startWorker(join(__dirname, 'definition-check.worker'), {
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });
  // An error that comes after its check was given up ends nothing.
  worker.on('error', () => undefined);
  worker.unref();
  await once(worker, 'message');
  return worker;
}

function tooCostly({ milliseconds, megabytes }: CheckLimits): CheckedSubmission {
  const limits = `more than ${milliseconds / 1_000} s or ${megabytes} MB`;
  const message = `Checking this definition takes ${limits}; make it smaller, its context schema above all.`;
  const errors = [{ code: 'DEFINITION_TOO_COSTLY', path: '', message } as const];
  return { report: { valid: false, errors, warnings: [], policies: [] }, isNumbered: true };
}
