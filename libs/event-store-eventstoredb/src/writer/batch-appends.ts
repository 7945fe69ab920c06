import type { EventStoreDbConnection } from '../connection/event-store-db-connection';
import { BatchAppendCall } from './batch-append-call';

/**
 * The appends of one connection, on one call that lasts: an HTTP/2 stream for each append costs three times the CPU. A
 * call that has ended is followed by another one with the next append.
 */
export class BatchAppends {
  #call: BatchAppendCall | undefined;
  #opening: Promise<BatchAppendCall | undefined> | undefined;
  #isClosed = false;

  constructor(private readonly connection: EventStoreDbConnection) {}

  /** The call as it is now, without waiting. */
  get open(): BatchAppendCall | undefined {
    return this.#call?.isEnded === false ? this.#call : undefined;
  }

  /** Opens a call where none is open; undefined where the server takes no such calls. */
  call(): Promise<BatchAppendCall | undefined> {
    this.#opening ??= this.openOne()
      .then((call) => (this.#call = call))
      .finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  /** A call for its caller alone. */
  async openOne(): Promise<BatchAppendCall | undefined> {
    const opened = await this.connection.batchAppendCall();
    if (opened === undefined) return undefined;
    const call = new BatchAppendCall(opened.stream, opened.tellsDeadline);
    if (this.#isClosed) call.close();
    return call;
  }

  close(): void {
    this.#isClosed = true;
    this.#call?.close();
  }
}
