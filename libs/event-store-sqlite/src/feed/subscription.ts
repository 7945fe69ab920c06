import { type Position, StoreClosedError, type SubscribeOptions, type SubscriptionMessage } from '@ledger/event-store';
import { type CommitFeed, READ_THROUGH_STEP } from './commit-feed';
import { nextTurn, PAGE_SIZE, toNumber } from '../reader/paging';
import type { PageReader } from '../reader/paging';

/**
 * Listens before it reads: what is committed in between is announced, and an announcement only says that there is
 * something to read. It waits for its consumer between any two messages, so nothing piles up.
 */
export async function* subscription(
  reader: PageReader,
  feed: CommitFeed,
  options: SubscribeOptions,
): AsyncGenerator<SubscriptionMessage, void, undefined> {
  const { categories, signal } = options;
  const listener = feed.listen(categories);
  let at = toNumber(options.after);
  let said = at;
  let owesCaughtUp = true;
  try {
    while (!signal.aborted) {
      if (feed.isClosed) throw new StoreClosedError();
      // Before the page: a page that is not full then holds everything up to this position.
      const last = reader.lastPosition();
      const page = reader.all(at, PAGE_SIZE, categories);
      for (const event of page) {
        yield event;
        if (signal.aborted) return;
        at = Number(event.position);
        owesCaughtUp = true;
      }
      if (page.length === PAGE_SIZE) {
        await nextTurn();
        continue;
      }
      at = Math.max(at, last);
      if (owesCaughtUp) {
        yield { kind: 'caught-up', position: at === 0 ? undefined : (String(at) as Position) };
        owesCaughtUp = false;
        said = at;
      } else if (at >= said + READ_THROUGH_STEP) {
        yield { kind: 'read-through', position: String(at) as Position };
        said = at;
      }
      await listener.next(at, signal);
    }
  } finally {
    listener.stop();
  }
}
