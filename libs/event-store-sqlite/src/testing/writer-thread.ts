import { Worker } from 'node:worker_threads';

export interface WriterThreads {
  /** Ends the thread that was sent the last append, at whatever it does; resolves once it is gone. */
  kill(): Promise<void>;
  /** Stops watching. */
  release(): void;
}

/** Watches which thread of this process appends to a ledger: only a writer is sent arrays. */
export function watchWriterThreads(): WriterThreads {
  const post = Object.getOwnPropertyDescriptor(Worker.prototype, 'postMessage')?.value as Worker['postMessage'];
  const seen: Worker[] = [];
  Worker.prototype.postMessage = function (this: Worker, ...sent: Parameters<Worker['postMessage']>): void {
    if (Array.isArray(sent[0])) seen.splice(0, 1, this);
    post.apply(this, sent);
  };
  return {
    kill: async () => void (await seen[0]?.terminate()),
    release: () => (Worker.prototype.postMessage = post),
  };
}
