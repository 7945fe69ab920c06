import { type AllStreamResolvedEvent, BACKWARDS, END, START } from '@eventstore/db-client';
import { type Position, type RecordedEvent, StoreClosedError } from '@ledger/event-store';
import { allFilter, type FilterWindow, isWanted } from './all-filter';
import { within } from '@ledger/runtime';
import { positionOf, toRecordedEvent } from '../codec/event-codec';
import type { EventStoreDbConnection } from '../connection/event-store-db-connection';
import { Messages } from '../connection/messages';
import { formatPosition, isAfter, type LogPosition, parsePosition } from '../codec/position-codec';
import { type CallOptions, Retry } from '../connection/retry';
import { READ_AHEAD } from '../reader/stream-reader';

/** What one connection to `$all` says. */
export type FeedMessage =
  | { readonly kind: 'event'; readonly event: RecordedEvent; readonly at: LogPosition }
  | { readonly kind: 'read-through'; readonly at: LogPosition }
  | { readonly kind: 'caught-up'; readonly at?: LogPosition };

type Remark = Exclude<FeedMessage, { kind: 'event' }>;

/** Reading `$all`, the log of everything, over one connection at a time. */
export class AllFeed {
  constructor(
    private readonly client: EventStoreDbConnection,
    private readonly call: CallOptions,
    private readonly window: FilterWindow,
  ) {}

  /**
   * History, then live events, for as long as the connection holds. Servers before 23.10 do not say when a subscription
   * has caught up: there the history is read without their filter up to the end that the log had at the start.
   */
  async *follow(
    after: LogPosition | undefined,
    categories: readonly string[] | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<FeedMessage> {
    if (await this.saysCaughtUp()) {
      yield* this.subscribeOnce(after, categories, signal);
      return;
    }
    const end = await this.end();
    if (end !== undefined && (after === undefined || isAfter(end, after))) {
      yield* this.readUnfiltered(after, end, categories, signal);
    }
    const position = end ?? after;
    if (signal.aborted) return;
    yield position === undefined ? { kind: 'caught-up' } : { kind: 'caught-up', at: position };
    yield* this.subscribeOnce(position, categories, signal);
  }

  /** Events after a position up to the end that the log has when the call is made, through broken connections. */
  async *readAll(
    after: Position | undefined,
    categories: readonly string[] | undefined,
    limit: number | undefined,
  ): AsyncGenerator<RecordedEvent> {
    let last = after === undefined ? undefined : parsePosition(after);
    let left = limit ?? Number.POSITIVE_INFINITY;
    if (left <= 0) return;
    const end = await this.end();
    const retry = new Retry(this.call);
    while (end !== undefined && (last === undefined || isAfter(end, last))) {
      try {
        for await (const message of this.readTo(end, last, categories)) {
          retry.progressed();
          if (message.kind === 'caught-up') return;
          if (message.kind === 'event') {
            if (isAfter(message.at, end)) return;
            yield message.event;
            left -= 1;
          }
          last = message.at;
          if (left === 0 || !isAfter(end, last)) return;
        }
        if (this.call.closed.aborted) throw new StoreClosedError();
      } catch (error) {
        await retry.after(error, { after });
      }
    }
  }

  private async *readTo(
    end: LogPosition,
    after: LogPosition | undefined,
    categories: readonly string[] | undefined,
  ): AsyncGenerator<FeedMessage> {
    const signal = this.call.closed;
    if (await this.saysCaughtUp()) {
      // The client's own read of `$all` takes no filter; a subscription does, and ends here where it has caught up.
      yield* this.subscribeOnce(after, categories, signal);
    } else {
      yield* this.readUnfiltered(after, end, categories, signal);
      if (!signal.aborted) yield { kind: 'caught-up' };
    }
  }

  /** Place of the last event of all, the server's own included. */
  async end(): Promise<LogPosition | undefined> {
    return this.lookBack((resolved) => resolved.event?.position ?? resolved.link?.position);
  }

  /** Place of the last event of the ledger. */
  async lastPosition(): Promise<Position | undefined> {
    return this.lookBack((resolved) => toRecordedEvent(resolved)?.position);
  }

  /** Place of the last event of the log, of any stream: the filter's own messages give places of such events too. */
  async endPosition(): Promise<Position | undefined> {
    return this.lookBack(({ event }) => event && formatPosition(positionOf(event)));
  }

  /** The first thing found on the way back from the end of the log. */
  private async lookBack<T>(find: (resolved: AllStreamResolvedEvent) => T | undefined): Promise<T | undefined> {
    const retry = new Retry(this.call);
    for (;;) {
      try {
        const source = this.client.readAll({ direction: BACKWARDS, fromPosition: END });
        const messages = new Messages<AllStreamResolvedEvent>(source, () => source.cancel(), {
          firstWithin: retry.budget.left,
          silenceWithin: this.call.deadline,
          signal: this.call.closed,
        });
        for await (const { message } of messages) {
          const found = message === undefined ? undefined : find(message);
          if (found !== undefined) return found;
        }
        if (this.call.closed.aborted) throw new StoreClosedError();
        return undefined;
      } catch (error) {
        await retry.after(error);
      }
    }
  }

  private async *subscribeOnce(
    after: LogPosition | undefined,
    categories: readonly string[] | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<FeedMessage> {
    const filter = allFilter(categories, this.window, (at) => messages.remark({ kind: 'read-through', at }));
    const source = this.client.subscribeToAll({ fromPosition: after ?? START, filter }, { highWaterMark: READ_AHEAD });
    const messages = new Messages<AllStreamResolvedEvent, Remark>(source, () => source.unsubscribe(), {
      // The server confirms at once; whether it is still there later is for the keep-alive to find out.
      firstWithin: this.call.deadline,
      signal,
    });
    source.on('caughtUp', () => messages.remark({ kind: 'caught-up' }));
    yield* inOrder(messages, after);
  }

  /** Reading includes the position it starts from, where subscribing does not. */
  private async *readUnfiltered(
    after: LogPosition | undefined,
    end: LogPosition,
    categories: readonly string[] | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<FeedMessage> {
    const source = this.client.readAll({ fromPosition: after ?? START }, { highWaterMark: READ_AHEAD });
    const messages = new Messages<AllStreamResolvedEvent>(source, () => source.cancel(), {
      silenceWithin: this.call.deadline,
      signal,
    });
    for await (const { message } of messages) {
      const next = message === undefined ? undefined : toFeedMessage(message);
      if (next === undefined || (after !== undefined && !isAfter(next.at, after))) continue;
      if (isAfter(next.at, end)) return;
      if (isWanted(next.event, categories)) yield next;
    }
  }

  private saysCaughtUp(): Promise<boolean> {
    return within(this.call.deadline, this.client.saysCaughtUp());
  }
}

/**
 * Servers have sent checkpoints that lie behind events already delivered. In history a checkpoint waits for the
 * message after it, and comes only if that is a checkpoint too: events and "caught up" say as much themselves.
 */
async function* inOrder(
  messages: Messages<AllStreamResolvedEvent, Remark>,
  after: LogPosition | undefined,
): AsyncGenerator<FeedMessage> {
  let last = after;
  let isLive = false;
  let held: Extract<FeedMessage, { kind: 'read-through' }> | undefined;
  for await (const { message, remark } of messages) {
    const next = remark ?? toFeedMessage(message);
    if (next === undefined) continue;
    if (next.at !== undefined) {
      if (last !== undefined && !isAfter(next.at, last)) continue;
      last = next.at;
    }
    switch (next.kind) {
      case 'event':
        yield next;
        break;
      case 'read-through':
        if (isLive) yield next;
        else if (held !== undefined) yield held;
        held = isLive ? undefined : next;
        continue;
      case 'caught-up':
        isLive = true;
        yield held === undefined ? next : { ...next, at: held.at };
        break;
    }
    held = undefined;
  }
}

function toFeedMessage(
  resolved: AllStreamResolvedEvent | undefined,
): Extract<FeedMessage, { kind: 'event' }> | undefined {
  const event = resolved === undefined ? undefined : toRecordedEvent(resolved);
  const at = resolved?.event?.position;
  return event === undefined || at === undefined ? undefined : { kind: 'event', event, at };
}
