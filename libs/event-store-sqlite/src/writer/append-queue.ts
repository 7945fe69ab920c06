import {
  type AppendResult,
  type ExpectedRevision,
  InvalidEventError,
  type NewEvent,
  type Position,
  RevisionConflictError,
  StoreClosedError,
  type StreamName,
} from '@ledger/event-store';
import type { SqliteFailure } from '../database/failure';
import { errorOf } from '../database/translate';
import type { LastingListener } from './lasting-writer';
import type { WriterPort } from './writer-port';
import {
  APPENDED,
  type AppendReply,
  CONFLICT,
  EXPECT_ANY,
  EXPECT_IMPOSSIBLE,
  EXPECT_NO_STREAM,
  EXPECT_STREAM_EXISTS,
  type RemoveReply,
  type WriterFailure,
} from './thread/writer-protocol';

interface PendingAppend {
  readonly stream: StreamName;
  readonly expected: ExpectedRevision;
  readonly count: number;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: Error) => void;
}

interface PendingRemoval {
  readonly resolve: (next: number | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** Appends of one turn of the event loop travel in one message; replies come back in the same order. */
export class AppendQueue implements LastingListener {
  #writer: WriterPort | undefined;
  #batch: (string | number)[] = [];
  /** In the order sent; answered up to `#answered`. */
  #pending: PendingAppend[] = [];
  #answered = 0;
  #lost: SqliteFailure | undefined;
  /** Why the last write failed, until one succeeds. */
  #failed: SqliteFailure | undefined;
  #probe: { readonly ended: Promise<void>; readonly end: () => void } | undefined;
  readonly #removals: PendingRemoval[] = [];
  #closed = false;
  #onIdle: (() => void) | undefined;

  constructor(
    private readonly path: string,
    private readonly now: () => number,
  ) {}

  /** Why nothing can be appended, until a new writer has come; undefined while all is well. */
  get lost(): SqliteFailure | undefined {
    return this.#lost;
  }

  connect(writer: WriterPort): void {
    this.#writer = writer;
  }

  append(stream: StreamName, events: readonly NewEvent[], expected: ExpectedRevision): Promise<AppendResult> {
    if (this.#closed) return Promise.reject(new StoreClosedError());
    if (this.#lost !== undefined) return Promise.reject(this.#lostError(this.#lost));
    if (this.#batch.length === 0) this.#openBatch();
    this.#batch.push(numberOf(expected), events.length, stream);
    for (const event of events) this.#batch.push(event.id, event.type, event.data, event.metadata);
    return new Promise((resolve, reject) => {
      this.#pending.push({ stream, expected, count: events.length, resolve, reject });
    });
  }

  /** Replaces the data of all events of a type in a stream, some at a time. */
  async removeContents(stream: StreamName, type: string): Promise<void> {
    for (let after: number | undefined = -1; after !== undefined;) after = await this.#removed(stream, type, after);
  }

  /** Why nothing can be appended now. After a failed write, only a write tells that the next one will be stored. */
  async failure(): Promise<SqliteFailure | undefined> {
    if (this.#lost === undefined && this.#failed !== undefined && !this.#closed) await this.#probed();
    return this.#lost ?? this.#failed;
  }

  /** Takes no more appends, and resolves once every one taken has its answer. */
  async drain(): Promise<void> {
    this.#closed = true;
    if (this.#pending.length === 0) return;
    await new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
  }

  onReply(reply: AppendReply): void {
    const { outcomes, failures } = reply;
    for (const { kind, message } of failures) if (kind !== 'invalid') this.#failed = { kind, message };
    for (let at = 0; at < outcomes.length; at += 3) {
      const pending = this.#pending[this.#answered++];
      if (pending === undefined) break;
      settle(pending, outcomes[at] ?? 0, outcomes[at + 1] ?? 0, outcomes[at + 2] ?? 0, failures, this.path);
    }
    if (this.#answered === this.#pending.length) this.#becomeIdle();
  }

  onProbed(failure: SqliteFailure | undefined): void {
    this.#failed = failure;
    this.#endProbe();
  }

  onRemoved({ next, failure }: RemoveReply): void {
    const removal = this.#removals.shift();
    this.#rest();
    if (failure === undefined) removal?.resolve(next);
    else removal?.reject(errorOf(failure, this.path, 'did not remove what was asked'));
  }

  onLost(failure: SqliteFailure): void {
    this.#lost = failure;
    // What this turn was going to send is answered below with the rest.
    this.#batch = [];
    this.#endProbe();
    for (const pending of this.#pending.slice(this.#answered)) pending.reject(this.#lostError(failure));
    for (const removal of this.#removals.splice(0)) removal.reject(this.#lostError(failure));
    this.#becomeIdle();
  }

  onReplaced(): void {
    this.#lost = undefined;
  }

  /** One probe for all that ask meanwhile. */
  #probed(): Promise<void> {
    if (this.#probe === undefined) {
      let end = (): void => undefined;
      const ended = new Promise<void>((resolve) => (end = resolve));
      this.#probe = { ended, end };
      this.#writer?.setBusy(true);
      this.#writer?.probe();
      return ended;
    }
    return this.#probe.ended;
  }

  #endProbe(): void {
    this.#probe?.end();
    this.#probe = undefined;
    this.#rest();
  }

  /** Lets the process end where nothing is due. */
  #rest(): void {
    const isBusy = this.#pending.length > 0 || this.#probe !== undefined || this.#removals.length > 0;
    if (!isBusy) this.#writer?.setBusy(false);
  }

  #removed(stream: StreamName, type: string, after: number): Promise<number | undefined> {
    if (this.#closed) return Promise.reject(new StoreClosedError());
    if (this.#lost !== undefined) return Promise.reject(this.#lostError(this.#lost));
    this.#writer?.setBusy(true);
    return new Promise((resolve, reject) => {
      this.#removals.push({ resolve, reject });
      this.#writer?.remove({ kind: 'remove', stream, type, after });
    });
  }

  #openBatch(): void {
    this.#batch.push(this.now());
    if (this.#pending.length === 0) this.#writer?.setBusy(true);
    // After this turn's input has been read: all requests that arrived together make one message.
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    const batch = this.#batch;
    this.#batch = [];
    if (batch.length > 0) this.#writer?.send(batch);
  }

  #becomeIdle(): void {
    this.#pending = [];
    this.#answered = 0;
    this.#rest();
    this.#onIdle?.();
  }

  #lostError(failure: SqliteFailure): Error {
    return errorOf({ kind: 'unavailable', message: failure.message }, this.path, 'did not confirm an append');
  }
}

function settle(
  pending: PendingAppend,
  outcome: number,
  value: number,
  position: number,
  failures: readonly WriterFailure[],
  path: string,
): void {
  if (outcome === APPENDED) {
    pending.resolve({
      revision: BigInt(value),
      position: String(position) as Position,
      created: value === pending.count - 1,
    });
    return;
  }
  if (outcome === CONFLICT) {
    const actual = value === -1 ? 'NO_STREAM' : BigInt(value);
    pending.reject(new RevisionConflictError(pending.stream, pending.expected, actual));
    return;
  }
  const failure = failures[value] ?? { kind: 'unavailable', message: 'its writer gave no reason' };
  pending.reject(
    failure.kind === 'invalid'
      ? new InvalidEventError(failure.message)
      : errorOf({ kind: failure.kind, message: failure.message }, path, 'did not store an append'),
  );
}

function numberOf(expected: ExpectedRevision): number {
  switch (expected) {
    case 'NO_STREAM':
      return EXPECT_NO_STREAM;
    case 'STREAM_EXISTS':
      return EXPECT_STREAM_EXISTS;
    case 'ANY':
      return EXPECT_ANY;
    default:
      return expected >= 0n && expected <= Number.MAX_SAFE_INTEGER ? Number(expected) : EXPECT_IMPOSSIBLE;
  }
}
