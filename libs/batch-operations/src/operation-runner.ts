import { errorMessage, Poller, type SystemLog } from '@ledger/runtime';
import type { OperationQueries } from '@ledger/projections';
import { OperationRun, type OperationRunPorts } from './operation-run';

export interface OperationRunnerOptions {
  /** Between two polls for operations that are under way, in milliseconds. */
  readonly pollIntervalMs: number;
  /** Operations that run at once. */
  readonly concurrency: number;
  /** Before an operation that failed is resumed, in milliseconds. */
  readonly retryAfterMs: number;
}

export const DEFAULT_OPERATION_RUNNER_OPTIONS: OperationRunnerOptions = {
  pollIntervalMs: 500,
  concurrency: 4,
  retryAfterMs: 2_000,
};

export interface OperationRunnerPorts extends OperationRunPorts {
  readonly operations: Pick<OperationQueries, 'operationsUnderWay'>;
  readonly log: SystemLog;
}

export interface OperationRunnerStatus {
  readonly isRunning: boolean;
  readonly underWay: number;
  /** Of the last poll or run that failed; null once one succeeded. */
  readonly lastError: string | null;
}

/** Runs batch operations: the read model says which, their streams how far each is, so a restart loses nothing. */
export class OperationRunner {
  readonly #options: OperationRunnerOptions;
  readonly #runs = new Map<string, Promise<void>>();
  readonly #retryAt = new Map<string, number>();
  readonly #poller: Poller;
  #stopping = new AbortController();
  #lastError: string | null = null;

  constructor(
    private readonly ports: OperationRunnerPorts,
    options: Partial<OperationRunnerOptions> = {},
  ) {
    this.#options = { ...DEFAULT_OPERATION_RUNNER_OPTIONS, ...options };
    const { pollIntervalMs } = this.#options;
    const { scheduler } = ports;
    this.#poller = new Poller({ scheduler, poll: () => this.#poll(), pauseMs: () => pollIntervalMs });
  }

  /** Polls at once, and from then on by itself. */
  start(): void {
    if (!this.#poller.isRunning) this.#stopping = new AbortController();
    this.#poller.start();
  }

  /** Begins nothing more; resolves when what is under way is recorded. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#poller.stop();
    await Promise.all(this.#runs.values());
  }

  status(): OperationRunnerStatus {
    return { isRunning: this.#poller.isRunning, underWay: this.#runs.size, lastError: this.#lastError };
  }

  /** Never throws: the next poll retries. */
  async #poll(): Promise<void> {
    const { operations, clock } = this.ports;
    const { concurrency } = this.#options;
    try {
      // Some of those found run already or wait for a retry: enough are asked for to find others as well.
      for (const { tenant, operationId } of await operations.operationsUnderWay(concurrency * 16)) {
        const key = `${tenant}/${operationId}`;
        if (this.#runs.size >= concurrency || !this.#poller.isRunning) return;
        if (this.#runs.has(key) || (this.#retryAt.get(key) ?? 0) > clock.now().getTime()) continue;
        this.#runs.set(key, this.#run(tenant, operationId, key));
      }
    } catch (error) {
      this.#fail('The operations that are under way cannot be read', error);
    }
  }

  async #run(tenant: string, operationId: string, key: string): Promise<void> {
    try {
      await new OperationRun(this.ports, tenant, operationId).until(this.#stopping.signal);
      this.#retryAt.delete(key);
      this.#lastError = null;
    } catch (error) {
      this.#retryAt.set(key, this.ports.clock.now().getTime() + this.#options.retryAfterMs);
      this.#fail(`Operation ${operationId} of tenant ${tenant} cannot continue now`, error);
    } finally {
      this.#runs.delete(key);
    }
  }

  #fail(what: string, error: unknown): void {
    const message = `${what}: ${errorMessage(error)}`;
    if (message !== this.#lastError) this.ports.log.error(message);
    this.#lastError = message;
  }
}
