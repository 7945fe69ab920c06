import { type SubscribeOptions, StoreClosedError, type SubscriptionMessage } from '@ledger/event-store';
import type { AllFeed } from './all-feed';
import { Backoff, sleep } from '@ledger/runtime';
import { diagnose } from '../connection/driver-errors';
import { formatPosition, isAfter, parsePosition } from '../codec/position-codec';
import type { CallOptions } from '../connection/retry';

/**
 * Each new connection starts behind the last position delivered: no event comes twice, none is left out. Retries for
 * as long as the error may pass: a projector waits for its ledger.
 */
export async function* subscribe(
  feed: AllFeed,
  options: SubscribeOptions,
  call: CallOptions,
): AsyncGenerator<SubscriptionMessage> {
  const signal = AbortSignal.any([options.signal, call.closed]);
  const backoff = new Backoff(call.backoff);
  let last = options.after === undefined ? undefined : parsePosition(options.after);
  while (!signal.aborted) {
    try {
      for await (const message of feed.follow(last, options.categories, signal)) {
        backoff.reset();
        if (message.at !== undefined && (last === undefined || isAfter(message.at, last))) last = message.at;
        switch (message.kind) {
          case 'event':
            yield message.event;
            break;
          case 'read-through':
            yield { kind: 'read-through', position: formatPosition(message.at) };
            break;
          case 'caught-up':
            yield { kind: 'caught-up', position: last === undefined ? undefined : formatPosition(last) };
            break;
        }
      }
    } catch (error) {
      const diagnosis = diagnose(error, { after: options.after });
      if (!signal.aborted && !diagnosis.transient) throw diagnosis.error;
    }
    await sleep(backoff.next(), signal);
  }
  if (call.closed.aborted && !options.signal.aborted) throw new StoreClosedError();
}
