import { errorMessage, type SystemLog } from '@ledger/runtime';
import type { OperationQueries } from '@ledger/projections';
import { OperationRun, type OperationRunPorts } from './operation-run';

export interface OperationRunnerOptions {
  /** Between two looks for operations that are under way, in milliseconds. */
  readonly pollIntervalMs: number;
  /** Operations that are carried out at once. */
  readonly concurrency: number;
  /** Before an operation that failed is gone on with, in milliseconds. */
  readonly setAsideMs: number;
}

export const DEFAULT_OPERATION_RUNNER_OPTIONS: OperationRunnerOptions = {
  pollIntervalMs: 500,
  concurrency: 4,
  setAsideMs: 2_000,
};

export interface OperationRunnerPorts extends OperationRunPorts {
  readonly operations: Pick<OperationQueries, 'operationsUnderWay'>;
  readonly log: SystemLog;
}

export interface OperationRunnerStatus {
  readonly isRunning: boolean;
  /** Operations that are being carried out. */
  readonly underWay: number;
  /** Of the last look or run that failed; null where none has since. */
  readonly lastError: string | null;
}

/**
 * Carries batch operations out. Which are under way comes from their read model, and so from the log; what each has come
 * to, from its stream: nothing is remembered here that a restart would have to know.
 */
export class OperationRunner {
  readonly #ports: OperationRunnerPorts;
  readonly #options: OperationRunnerOptions;
  readonly #runs = new Map<string, Promise<void>>();
  readonly #setAside = new Map<string, number>();
  #stopping = new AbortController();
  #cancelWake: (() => void) | undefined;
  #look: Promise<void> | undefined;
  #isRunning = false;
  #lastError: string | null = null;

  constructor(ports: OperationRunnerPorts, options: Partial<OperationRunnerOptions> = {}) {
    this.#ports = ports;
    this.#options = { ...DEFAULT_OPERATION_RUNNER_OPTIONS, ...options };
  }

  /** Looks at once, and from then on by itself. */
  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#stopping = new AbortController();
    this.#wakeAfter(0);
  }

  /** Begins nothing more; resolves when what is under way is recorded. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#cancelWake?.();
    this.#stopping.abort();
    await this.#look;
    await Promise.all(this.#runs.values());
  }

  status(): OperationRunnerStatus {
    return { isRunning: this.#isRunning, underWay: this.#runs.size, lastError: this.#lastError };
  }

  #wakeAfter(ms: number): void {
    this.#cancelWake = this.#ports.scheduler.after(ms, async () => {
      this.#look = this.#lookAround();
      await this.#look;
      if (this.#isRunning) this.#wakeAfter(this.#options.pollIntervalMs);
    });
  }

  /** Never throws: a look that fails is made again. */
  async #lookAround(): Promise<void> {
    const { operations, clock } = this.#ports;
    const { concurrency } = this.#options;
    try {
      // Some of those found may be set aside or under way: enough are asked for that others come along.
      for (const { tenant, operationId } of await operations.operationsUnderWay(concurrency * 16)) {
        const key = `${tenant}/${operationId}`;
        if (this.#runs.size >= concurrency || !this.#isRunning) return;
        if (this.#runs.has(key) || (this.#setAside.get(key) ?? 0) > clock.now().getTime()) continue;
        this.#runs.set(key, this.#run(tenant, operationId, key));
      }
    } catch (error) {
      this.#fail('The operations that are under way cannot be read', error);
    }
  }

  async #run(tenant: string, operationId: string, key: string): Promise<void> {
    try {
      await new OperationRun(this.#ports, tenant, operationId).until(this.#stopping.signal);
      this.#setAside.delete(key);
      this.#lastError = null;
    } catch (error) {
      this.#setAside.set(key, this.#ports.clock.now().getTime() + this.#options.setAsideMs);
      this.#fail(`Operation ${operationId} of tenant ${tenant} cannot be gone on with now`, error);
    } finally {
      this.#runs.delete(key);
    }
  }

  #fail(what: string, error: unknown): void {
    const message = `${what}: ${errorMessage(error)}`;
    if (message !== this.#lastError) this.#ports.log.error(message);
    this.#lastError = message;
  }
}
