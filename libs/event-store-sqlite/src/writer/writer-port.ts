import type { SqliteFailure } from '../database/failure';
import type { AppendBatch, AppendReply, RemoveReply, RemoveRequest } from './thread/writer-protocol';

export interface WriterListener {
  onReply(reply: AppendReply): void;
  /** Why nothing can be written now; undefined if it can. */
  onProbed(failure: SqliteFailure | undefined): void;
  onRemoved(reply: RemoveReply): void;
  /** No reply will come any more. */
  onLost(failure: SqliteFailure): void;
}

/** Way to the one writer, wherever it runs. */
export interface WriterPort {
  /** Replies come in the order of the batches; one reply may answer several. */
  send(batch: AppendBatch): void;
  /** Tries, after what was sent before, whether anything can be written. */
  probe(): void;
  /** Replies come in the order of the requests. */
  remove(request: RemoveRequest): void;
  /** Whether replies are due: keeps the process alive for them. */
  setBusy(isBusy: boolean): void;
  /** Commits what was sent, then ends the writer. */
  close(): Promise<void>;
}
