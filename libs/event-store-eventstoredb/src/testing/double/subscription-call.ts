import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DoubleContext } from './double-context';
import { filterOf } from './event-filter';
import { caughtUpResponse, checkpointResponse, confirmationResponse, eventResponse } from './protocol';
import { type ReadCall, write } from './read-call';

/** The server's page and window where the client names none (`ReadBatchSize`). */
const DEFAULT_WINDOW = 32;

/**
 * A catch-up subscription to `$all`: Enumerator.AllSubscription.cs and Enumerator.AllSubscriptionFiltered.cs;
 * docs.kurrent.io, "Catch-up subscriptions", sections "Server-side filtering" and "Checkpointing".
 *
 * - It begins behind the position given, not with it.
 * - It is confirmed first, then comes history, then live events.
 * - With a filter, a checkpoint comes after each `checkpointInterval × maxSearchWindow` events looked at, in history and
 *   live, and one more when history ends. Its position is not before any event sent.
 * - From 23.10 on "caught up" follows when history ends; a position at or beyond the end is caught up at once.
 * - Events at or before a position that does not exist yet are skipped when they come.
 */
export async function subscribeToAll(context: DoubleContext, call: ReadCall, options: ReadReq.Options): Promise<void> {
  const { log, saysCaughtUp } = context;
  const all = options.getAll();
  const filter = options.getFilter();
  const matches = filterOf(options);
  const window = filter?.hasMax() === true ? filter.getMax() : DEFAULT_WINDOW;
  const interval = filter === undefined ? undefined : window * filter.getCheckpointintervalmultiplier();
  const given = all?.getPosition();
  let after = given === undefined ? -1n : BigInt(given.getCommitPosition());
  if (all?.hasEnd() === true) after = log.all.at(-1)?.position ?? -1n;
  let next = log.indexOf(after + 1n);
  let sinceCheckpoint = 0;
  let checkpoint: bigint | undefined;
  let isLive = next >= log.all.length;

  let wake: () => void = () => undefined;
  const stopListening = log.onAppended(() => wake());
  const cancelled = (): void => wake();
  call.on('cancelled', cancelled).on('close', cancelled);
  try {
    if (!(await write(call, confirmationResponse(randomUUID())))) return;
    if (isLive && saysCaughtUp && !(await write(call, caughtUpResponse()))) return;
    for (;;) {
      for (let page = 0; next < log.all.length; page++) {
        if (page % DEFAULT_WINDOW === DEFAULT_WINDOW - 1) await nextTurn();
        const event = log.all[next++];
        if (event === undefined) break;
        if (event.position > after) {
          after = event.position;
          if (matches(event) && !(await write(call, eventResponse(event)))) return;
        }
        if (interval !== undefined && ++sinceCheckpoint >= interval) {
          sinceCheckpoint = 0;
          checkpoint = after;
          if (!(await write(call, checkpointResponse(after)))) return;
        }
      }
      if (!isLive) {
        isLive = true;
        if (saysCaughtUp) {
          // The same checkpoint is not sent twice.
          if (interval !== undefined && checkpoint !== after && !(await write(call, checkpointResponse(after)))) return;
          if (!(await write(call, caughtUpResponse()))) return;
        }
        continue;
      }
      if (call.cancelled || call.destroyed) return;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    stopListening();
    call.off('cancelled', cancelled).off('close', cancelled);
  }
}
