import type { AppendResult, ExpectedRevision, NewEvents, OrderedAppends, StreamName } from '@ledger/event-store';
import { StoreUnavailableError } from '@ledger/event-store';
import type { BatchAppendCall } from './batch-append-call';

/**
 * One call of its own, on which the server executes what it gets in the order in which it was written: the transport
 * keeps the order of a call's bytes, and the server reads one request after the other and hands each to its one queue
 * before it reads the next.
 */
export class OrderedAppender implements OrderedAppends {
  #failure: Error | undefined;

  constructor(
    private readonly call: BatchAppendCall,
    /** Writes one append to the call before it waits for anything. */
    private readonly appendOnce: (
      stream: StreamName,
      events: NewEvents,
      expectedRevision: ExpectedRevision,
    ) => Promise<AppendResult>,
  ) {}

  async append(
    stream: StreamName,
    events: NewEvents,
    { expectedRevision }: { readonly expectedRevision: ExpectedRevision },
  ): Promise<AppendResult> {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      return await this.appendOnce(stream, events, expectedRevision);
    } catch (error) {
      this.#failure ??= error instanceof Error ? error : new Error(String(error));
      this.call.close();
      throw error;
    }
  }

  close(): void {
    this.#failure ??= new StoreUnavailableError('These appends have ended. Begin others to continue.');
    this.call.close();
  }
}
