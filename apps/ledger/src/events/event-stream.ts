import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { isEvent, type EventStore, type Position } from '@ledger/event-store';
import { defined } from '@ledger/plain-data';
import { eventMessage } from './event-message';
import { START, type EventFilter } from './events.query';

interface EventStreamOptions {
  readonly heartbeatMs: number;
  /** Ends the stream in good order. */
  readonly stop: AbortSignal;
}

/** One open connection of server-sent events (WHATWG HTML, section 9.2). */
export class EventStream {
  private readonly ending = new AbortController();
  /** Up to where the ledger has been looked through: a reader that reconnects with it misses nothing, whatever its filter. */
  private seen: Position | undefined;

  constructor(
    private readonly response: ServerResponse,
    requestId: string,
    private readonly options: EventStreamOptions,
  ) {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-request-id': requestId,
    });
  }

  /** Sends events until the reader leaves or the server stops; a slow reader slows the subscription down. */
  async send(store: EventStore, after: Position | undefined, filter: EventFilter): Promise<void> {
    const end = (): void => this.ending.abort();
    this.response.once('close', end);
    this.options.stop.addEventListener('abort', end);
    const heartbeat = setInterval(() => this.beat(), this.options.heartbeatMs);
    try {
      this.seen = after;
      this.response.write(this.comment('connected'));
      await this.follow(store, after, filter);
    } finally {
      clearInterval(heartbeat);
      this.options.stop.removeEventListener('abort', end);
      this.response.off('close', end);
      this.response.end();
    }
  }

  private async follow(store: EventStore, after: Position | undefined, filter: EventFilter): Promise<void> {
    const { signal } = this.ending;
    const { categories } = filter;
    for await (const message of store.subscribe(defined({ categories, signal, after }))) {
      this.seen = message.position ?? this.seen;
      if (isEvent(message)) {
        if (!filter.wants(message)) continue;
        await this.write(eventMessage(message));
      } else if (message.kind === 'caught-up') {
        await this.write(this.comment('caught up'));
      }
      if (signal.aborted) return;
    }
  }

  /** Keeps the connection. */
  private beat(): void {
    if (!this.response.writableNeedDrain) this.response.write(this.comment('heartbeat'));
  }

  /** An id without data moves the reader's mark past events that it does not want. */
  private comment(text: string): string {
    return `id: ${this.seen ?? START}\n: ${text}\n\n`;
  }

  private async write(text: string): Promise<void> {
    if (this.response.write(text) || this.ending.signal.aborted) return;
    await once(this.response, 'drain', { signal: this.ending.signal }).catch((error: unknown) => {
      if (!this.ending.signal.aborted) throw error;
    });
  }
}
