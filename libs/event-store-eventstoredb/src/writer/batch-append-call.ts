import { convertToCommandError } from '@eventstore/db-client';
import type { ExpectedRevision, NewEvents, StreamName } from '@ledger/event-store';
import { DeadlineSpentError, startTimer } from '@ledger/runtime';
import { type AppendedAt, decodeBatchAppendAnswer, RefusedAppend } from '../codec/batch-append-answer';
import { encodeBatchAppend } from '../codec/batch-append-request';

/** What is used of a bidirectional gRPC call. */
export interface DuplexCall {
  /** False where its buffer is full: `drain` says when it is not. */
  write(message: Buffer): boolean;
  end(): unknown;
  cancel(): void;
  on(event: 'data', listener: (message: Buffer) => void): unknown;
  on(event: 'drain' | 'end' | 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

interface OpenAppend {
  readonly stream: StreamName;
  readonly expiresAt: number;
  readonly resolve: (result: AppendedAt) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One bidirectional call on which appends go out as they come, each with a number of its own that its answer names. The
 * server executes them in the order in which they were written. What is not answered when the call ends, or in time,
 * may have been stored or not.
 */
export class BatchAppendCall {
  readonly #open = new Map<number, OpenAppend>();
  /** Written by their callers and not yet taken by the connection, in order. */
  readonly #waiting: { readonly correlation: number; readonly message: Buffer }[] = [];
  #correlation = 0;
  #isFull = false;
  #end: Error | undefined;
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Infinity;

  /** @param tellsDeadline whether the server takes the time limit of an append as a duration. */
  constructor(
    private readonly call: DuplexCall,
    private readonly tellsDeadline: boolean,
  ) {
    call.on('data', (message) => this.#answered(message));
    call.on('drain', () => this.#drain());
    call.on('error', (error) => this.#ended(convertToCommandError(error) ?? error));
    const closed = (): void => this.#ended(new Error('the call for appends was closed'));
    call.on('end', closed);
    call.on('close', closed);
  }

  get isEnded(): boolean {
    return this.#end !== undefined;
  }

  /**
   * Throws what the server says of this append, what ended the call, or `DeadlineSpentError`.
   * @param deadline milliseconds to wait for the answer.
   */
  append(
    stream: StreamName,
    events: NewEvents,
    expectedRevision: ExpectedRevision,
    deadline: number,
  ): Promise<AppendedAt> {
    if (this.#end !== undefined) return Promise.reject(this.#end);
    const correlation = (this.#correlation += 1);
    const message = encodeBatchAppend({
      ...{ correlation, stream, expectedRevision, events },
      deadline: this.tellsDeadline ? deadline : undefined,
    });
    return new Promise((resolve, reject) => {
      const expiresAt = performance.now() + deadline;
      this.#open.set(correlation, { stream, expiresAt, resolve, reject });
      this.#expireAt(expiresAt);
      this.#write(correlation, message);
    });
  }

  /** Ends the call; what is not answered yet fails. */
  close(): void {
    this.#ended(new Error('the call for appends was closed'));
    this.call.cancel();
  }

  #write(correlation: number, message: Buffer): void {
    if (this.#isFull) this.#waiting.push({ correlation, message });
    else this.#isFull = !this.call.write(message);
  }

  #drain(): void {
    this.#isFull = false;
    while (!this.#isFull) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      // Its caller has gone, and may have asked for it again: then it was not written, and is not any more.
      if (this.#open.has(next.correlation)) this.#isFull = !this.call.write(next.message);
    }
  }

  #answered(message: Buffer): void {
    try {
      const { correlation, outcome } = decodeBatchAppendAnswer(message);
      const append = this.#open.get(correlation ?? 0);
      // An answer that comes too late has no reader.
      if (append === undefined || correlation === undefined) return;
      this.#open.delete(correlation);
      if (outcome instanceof RefusedAppend) append.reject(outcome.errorOf(append.stream));
      else append.resolve(outcome);
    } catch (error) {
      this.#ended(error instanceof Error ? error : new Error(String(error)));
      this.call.cancel();
    }
  }

  #ended(error: Error): void {
    if (this.#end !== undefined) return;
    this.#end = error;
    clearTimeout(this.#timer);
    this.#waiting.length = 0;
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const { reject } of open) reject(error);
    this.call.end();
  }

  /** One timer for all: their deadlines are much the same. */
  #expireAt(instant: number): void {
    if (instant >= this.#timerAt) return;
    clearTimeout(this.#timer);
    this.#timerAt = instant;
    this.#timer = startTimer(Math.ceil(instant - performance.now()), () => this.#expire());
    this.#timer.unref();
  }

  #expire(): void {
    this.#timerAt = Infinity;
    const now = performance.now();
    let next = Infinity;
    for (const [correlation, { expiresAt, reject }] of this.#open) {
      if (expiresAt > now) {
        next = Math.min(next, expiresAt);
        continue;
      }
      this.#open.delete(correlation);
      reject(new DeadlineSpentError('The append was not answered in time.'));
    }
    if (next !== Infinity) this.#expireAt(next);
  }
}
