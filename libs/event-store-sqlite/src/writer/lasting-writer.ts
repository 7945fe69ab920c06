import { backoffMs, sleep as systemSleep, type BackoffPolicy, type Sleep, type SystemLog } from '@ledger/runtime';
import type { SqliteFailure } from '../database/failure';
import { noAppends } from '../database/translate';
import type { AppendBatch, AppendReply, RemoveReply, RemoveRequest, WriterData } from './thread/writer-protocol';
import { startWorkerWriter, WriterStartError } from './worker-writer';
import type { WriterListener, WriterPort } from './writer-port';

/** Together about half a minute: an orchestrator that watches liveness acts first. */
const RESTARTS: BackoffPolicy = { firstPauseMs: 100, longestPauseMs: 5_000 };
const ATTEMPTS = 10;

export interface LastingWriterOptions {
  readonly start?: typeof startWorkerWriter;
  readonly sleep?: Sleep;
  readonly log: SystemLog;
  /** Why no new writer may open the file now: a new one would be created under the name of a removed ledger. */
  readonly objection: () => string | undefined;
  /** Told once, in a sentence, if no writer could be started for about half a minute. */
  readonly onGivenUp: (reason: string) => void;
}

/** Who is served, and told when a new writer has come. */
export interface LastingListener extends WriterListener {
  onReplaced(): void;
}

/**
 * The writer's thread, with a new one in its place if it ends. What was on its way has no outcome then: the new one
 * reads from the file what was committed.
 */
export class LastingWriter implements WriterPort, WriterListener {
  #writer: WriterPort | undefined;
  /** Ends of writers, and failed starts, since the last reply. */
  #failures = 0;
  readonly #closing = new AbortController();
  #replacing: Promise<void> | undefined;

  private constructor(
    private readonly data: WriterData,
    private readonly listener: LastingListener,
    private readonly options: LastingWriterOptions,
  ) {}

  /** Throws `WriterStartError` if the first writer cannot open the file. */
  static async start(data: WriterData, listener: LastingListener, options: LastingWriterOptions): Promise<WriterPort> {
    const writer = new LastingWriter(data, listener, options);
    await writer.#start();
    return writer;
  }

  send(batch: AppendBatch): void {
    this.#writer?.send(batch);
  }

  probe(): void {
    this.#writer?.probe();
  }

  remove(request: RemoveRequest): void {
    this.#writer?.remove(request);
  }

  setBusy(isBusy: boolean): void {
    this.#writer?.setBusy(isBusy);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#replacing;
    await this.#writer?.close();
  }

  onReply(reply: AppendReply): void {
    this.#failures = 0;
    this.listener.onReply(reply);
  }

  onProbed(failure: SqliteFailure | undefined): void {
    this.listener.onProbed(failure);
  }

  onRemoved(reply: RemoveReply): void {
    this.listener.onRemoved(reply);
  }

  onLost(failure: SqliteFailure): void {
    this.listener.onLost(failure);
    if (this.#closing.signal.aborted) return;
    this.options.log.error(noAppends(this.data.path, failure, ' A new writer is started.'));
    this.#replacing = this.#replace(failure);
  }

  async #replace(first: SqliteFailure): Promise<void> {
    const { sleep = systemSleep, log, onGivenUp } = this.options;
    const { signal } = this.#closing;
    let failure = first;
    while (this.#failures < ATTEMPTS) {
      await sleep(backoffMs(RESTARTS, ++this.#failures), signal);
      if (signal.aborted) return;
      try {
        await this.#restart();
        log.warn(`The ledger in ${this.data.path} has a new writer, and stores appends again.`);
        return;
      } catch (error) {
        if (!(error instanceof WriterStartError)) throw error;
        failure = error.failure;
        this.listener.onLost(failure);
      }
    }
    onGivenUp(noAppends(this.data.path, failure, ` ${ATTEMPTS} attempts to start a new writer have failed.`));
  }

  async #restart(): Promise<void> {
    const message = this.options.objection();
    if (message !== undefined) throw new WriterStartError({ kind: 'unavailable', message });
    await this.#start();
    this.listener.onReplaced();
  }

  async #start(): Promise<void> {
    const { start = startWorkerWriter } = this.options;
    this.#writer = await start(this.data, this);
  }
}
