import { join } from 'node:path';
import type { ResourceLimits, Worker } from 'node:worker_threads';
import { defined } from '@ledger/plain-data';
import type { ProjectionStatus } from '@ledger/projections';
import { backoffMs, sleep, startWorker, type BackoffPolicy, type Sleep } from '@ledger/runtime';
import type { ProjectorNotice, ProjectorRequest, ProjectorResponse, ProjectorWorkerData } from './projector-protocol';

const RESTARTS: BackoffPolicy = { firstPauseMs: 200, longestPauseMs: 30_000 };
/**
 * Old: several times what a batch needs; with less room the collector runs earlier, and a rebuild stays small. Young:
 * three times the 32 MiB that a batch on its way fits into; in half of that a rebuild takes a tenth longer.
 */
const RESOURCE_LIMITS: ResourceLimits = { maxYoungGenerationSizeMb: 96, maxOldGenerationSizeMb: 256 };

export interface ProjectorThreadOptions extends ProjectorWorkerData {
  readonly onNotice?: (notice: ProjectorNotice) => void;
  /** Tests pass one that does not wait. */
  readonly sleep?: Sleep;
}

export interface ProjectorThreadStatus {
  readonly state: 'running' | 'restarting' | 'stopped';
  /** How often the thread ended unexpectedly. */
  readonly restarts: number;
  /** Why it ended last; null if it did not. */
  readonly lastError: string | null;
  /** As the thread reported last; empty before it did. */
  readonly projections: readonly ProjectionStatus[];
}

/** Runs the projector in a thread; restarts one that crashed after a growing delay, but not one that gave up. */
export class ProjectorThread {
  readonly #stopping = new AbortController();
  readonly #run: Promise<void>;
  #worker: Worker | undefined;
  #status: ProjectorThreadStatus = { state: 'running', restarts: 0, lastError: null, projections: [] };

  private constructor(private readonly options: ProjectorThreadOptions) {
    this.#run = this.#keepRunning();
  }

  /** The ledger's file must exist, and the read models' file be opened once before, which brings its schema up to date. */
  static start(options: ProjectorThreadOptions): ProjectorThread {
    return new ProjectorThread(options);
  }

  status(): ProjectorThreadStatus {
    return this.#status;
  }

  /** Resolves when the present batch is committed, both files are closed and the thread has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const request: ProjectorRequest = { kind: 'stop' };
    this.#worker?.postMessage(request);
    await this.#run;
  }

  async #keepRunning(): Promise<void> {
    const { signal } = this.#stopping;
    const { onNotice, sleep: wait = sleep } = this.options;
    let crashes = 0;
    while (!signal.aborted) {
      const end = await this.#runOnce();
      if (end.kind === 'stopped') {
        this.#note({ state: 'stopped', lastError: end.error ?? null });
        return;
      }
      if (signal.aborted) break;
      crashes = end.wasLive ? 1 : crashes + 1;
      const inMs = backoffMs(RESTARTS, crashes);
      const restart = this.#status.restarts + 1;
      this.#note({ state: 'restarting', restarts: restart, lastError: end.error });
      onNotice?.({ kind: 'restarting', error: end.error, restart, inMs });
      await wait(inMs, signal);
    }
    this.#note({ state: 'stopped' });
  }

  #runOnce(): Promise<ThreadEnd> {
    const { ledgerPath, readModelsPath, onPoisonEvent, onNotice } = this.options;
    const workerData: ProjectorWorkerData = defined({ ledgerPath, readModelsPath, onPoisonEvent });
    const worker = startWorker(join(__dirname, 'projector.worker'), { workerData, resourceLimits: RESOURCE_LIMITS });
    this.#worker = worker;
    let end: ThreadEnd | undefined;
    let wasLive = false;
    worker.on('message', (response: ProjectorResponse) => {
      switch (response.kind) {
        case 'status':
          wasLive ||= response.projections.some(({ state }) => state === 'live');
          this.#note({
            projections: response.projections,
            ...(wasLive && { state: 'running', lastError: lastErrorOf(response.projections) }),
          });
          return;
        case 'notice':
          onNotice?.(response.notice);
          return;
        case 'stopped':
          end = response;
          return;
        default:
          response satisfies never;
      }
    });
    worker.on('error', (error) => (end ??= { kind: 'crashed', error: error.message, wasLive }));
    return new Promise((resolve) => {
      worker.on('exit', (code) => {
        this.#worker = undefined;
        resolve(end ?? { kind: 'crashed', error: `The projector's thread ended with code ${code}.`, wasLive });
      });
    });
  }

  #note(change: Partial<ProjectorThreadStatus>): void {
    this.#status = { ...this.#status, ...change };
  }
}

/** Of the running ones; a single projection that has stopped has an error of its own. */
function lastErrorOf(projections: readonly ProjectionStatus[]): string | null {
  return (projections.find(({ state }) => state !== 'stopped') ?? projections[0])?.lastError ?? null;
}

type ThreadEnd =
  | Extract<ProjectorResponse, { kind: 'stopped' }>
  | { readonly kind: 'crashed'; readonly error: string; readonly wasLive: boolean };
