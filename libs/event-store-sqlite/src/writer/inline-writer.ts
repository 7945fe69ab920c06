import type { CommitFeed } from '../feed/commit-feed';
import type { LedgerWriter } from './thread/ledger-writer';
import type { WriterListener, WriterPort } from './writer-port';
import type { AppendBatch, RemoveRequest } from './thread/writer-protocol';

/** The writer in the caller's own thread: a database in memory is visible to one connection only, and has no disk to wait for. */
export class InlineWriter implements WriterPort {
  constructor(
    private readonly writer: LedgerWriter,
    private readonly listener: WriterListener,
    private readonly feed: CommitFeed,
  ) {}

  send(batch: AppendBatch): void {
    const { reply, lastPosition, categories } = this.writer.commit([batch]);
    this.listener.onReply(reply);
    if (categories.length > 0) this.feed.announce({ position: lastPosition, categories });
  }

  probe(): void {
    this.listener.onProbed(this.writer.probe());
  }

  remove(request: RemoveRequest): void {
    this.listener.onRemoved(this.writer.remove(request));
  }

  setBusy(): void {
    // Nothing is ever outstanding when `send` has returned.
  }

  close(): Promise<void> {
    this.writer.close();
    return Promise.resolve();
  }
}
