import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { comparePositions, isEvent, type EventStore, type Position } from '@ledger/event-store';
import { defined } from '@ledger/plain-data';
import { API_HEADERS } from '../http/security-headers';
import type { EventFilter } from './event-filter';
import { START } from './events.query';
import type { Follower, LiveEvents } from './live-events';
import { PassingEvent } from './passing-event';

interface EventStreamOptions {
  readonly heartbeatMs: number;
  /** Ends the stream in good order. */
  readonly stop: AbortSignal;
}

/** Sends the head of a reply of server-sent events. */
export function openEventStream(response: ServerResponse, requestId: string): void {
  response.writeHead(200, {
    ...API_HEADERS,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-request-id': requestId,
  });
}

/** Newest events that are looked through before the connection is asked whether it can take more. */
const RECENT_AT_ONCE = 256;

/**
 * One open connection of server-sent events (WHATWG HTML, section 9.2). It reads the store until it has come near the
 * end of the ledger, then what `LiveEvents` keeps, then is handed each new event. A reader that is too slow for that
 * goes back to reading, as fast as it can: nothing piles up for it.
 */
export class EventStream implements Follower {
  private readonly ending = new AbortController();
  private readonly pending: Buffer[] = [];
  /** Up to where the ledger has been looked through: a reader that reconnects with it misses nothing, whatever its filter. */
  private seen: Position | undefined;
  /** Ends being live; undefined while it reads. */
  private part: (() => void) | undefined;

  constructor(
    private readonly response: ServerResponse,
    requestId: string,
    readonly filter: EventFilter,
    readonly masked: boolean,
    private readonly options: EventStreamOptions,
  ) {
    openEventStream(response, requestId);
  }

  /** Sends events until the reader leaves or the server stops. */
  async send(store: EventStore, live: LiveEvents, after: Position | undefined): Promise<void> {
    const end = (): void => this.leave();
    this.response.once('close', end);
    this.options.stop.addEventListener('abort', end);
    const heartbeat = setInterval(() => this.beat(live), this.options.heartbeatMs);
    try {
      this.seen = after;
      this.response.write(this.comment('connected'));
      await live.come();
      await this.follow(store, live);
    } finally {
      live.go();
      clearInterval(heartbeat);
      this.options.stop.removeEventListener('abort', end);
      this.response.off('close', end);
      this.response.end();
    }
  }

  take(event: PassingEvent): void {
    if (this.isBeyond(event.recorded.position)) this.pending.push(this.messageOf(event));
  }

  private messageOf(event: PassingEvent): Buffer {
    return this.masked ? event.maskedMessage : event.message;
  }

  flush(): void {
    if (this.pending.length === 0) return;
    const text = Buffer.concat(this.pending);
    this.pending.length = 0;
    if (!this.response.write(text)) this.part?.();
  }

  leave(): void {
    this.ending.abort();
    this.part?.();
  }

  private async follow(store: EventStore, live: LiveEvents): Promise<void> {
    let isTold = false;
    for (;;) {
      await this.readRecent(store, live);
      if (this.ending.signal.aborted) return;
      // Looked at again in the same turn as it joins: an event may have come in between.
      if (live.after(this.seen, 1)?.length !== 0) continue;
      this.advance(live.end);
      if (!isTold) this.response.write(this.comment('caught up'));
      isTold = true;
      await this.beLive(live);
      await this.drained();
    }
  }

  /** Reads on until nothing is left that `live` has looked through. */
  private async readRecent(store: EventStore, live: LiveEvents): Promise<void> {
    while (!this.ending.signal.aborted) {
      const events = live.after(this.seen, RECENT_AT_ONCE);
      if (events === undefined) {
        await this.readStore(store, live);
        continue;
      }
      const last = events.at(-1);
      if (last === undefined) return;
      const wanted: Buffer[] = [];
      for (const event of events) if (await this.wants(event, live)) wanted.push(this.messageOf(event));
      await this.write(wanted, last.recorded.position);
    }
  }

  /** Reads the store until `live` keeps all that follows. */
  private async readStore(store: EventStore, live: LiveEvents): Promise<void> {
    const { signal } = this.ending;
    const { categories } = this.filter;
    for await (const message of store.subscribe(defined({ categories, signal, after: this.seen }))) {
      if (isEvent(message)) {
        const event = new PassingEvent(message);
        await this.write((await this.wants(event, live)) ? [this.messageOf(event)] : [], message.position);
      } else {
        this.seen = message.position ?? this.seen;
        await live.ready();
        if (live.after(this.seen, 0) !== undefined) return;
      }
      if (signal.aborted) return;
    }
  }

  private async wants(event: PassingEvent, live: LiveEvents): Promise<boolean> {
    if (this.filter.definitions !== undefined) await live.definitions.note(event);
    if (!this.filter.wants(event)) return false;
    if (this.masked) await live.definitions.notePersonal(event);
    return true;
  }

  /** Is handed events until the reader leaves or cannot keep up. */
  private beLive(live: LiveEvents): Promise<void> {
    return new Promise((resolve) => {
      this.part = () => {
        this.part = undefined;
        live.part(this);
        // It was handed all up to here.
        this.advance(live.end);
        resolve();
      };
      live.join(this);
    });
  }

  /** A follower that read the store may have come further than `live`. */
  private isBeyond(position: Position): boolean {
    return this.seen === undefined || comparePositions(position, this.seen) > 0;
  }

  private advance(to: Position | undefined): void {
    if (to !== undefined && this.isBeyond(to)) this.seen = to;
  }

  /** Keeps the connection. */
  private beat(live: LiveEvents): void {
    if (this.part !== undefined) {
      this.flush();
      this.advance(live.end);
    }
    if (!this.response.writableNeedDrain) this.response.write(this.comment('heartbeat'));
  }

  /** An id without data moves the reader's mark past events that it does not want. */
  private comment(text: string): string {
    return `id: ${this.seen ?? START}\n: ${text}\n\n`;
  }

  /** Sends the events up to a position. The mark moves after they are on their way: a heartbeat may come in between. */
  private async write(texts: readonly Buffer[], upTo: Position): Promise<void> {
    if (texts.length > 0) this.response.write(Buffer.concat(texts));
    this.seen = upTo;
    await this.drained();
  }

  private async drained(): Promise<void> {
    if (!this.response.writableNeedDrain || this.ending.signal.aborted) return;
    await once(this.response, 'drain', { signal: this.ending.signal }).catch((error: unknown) => {
      if (!this.ending.signal.aborted) throw error;
    });
  }
}
