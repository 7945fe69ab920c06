import { BACKWARDS, END, FORWARDS, type ResolvedEvent, START } from '@eventstore/db-client';
import {
  type ReadStreamOptions,
  type RecordedEvent,
  StoreClosedError,
  type StreamName,
  StreamNotFoundError,
} from '@ledger/event-store';
import { diagnose } from '../connection/driver-errors';
import { toRecordedEvent } from '../codec/event-codec';
import type { EventStoreDbConnection } from '../connection/event-store-db-connection';
import { Messages } from '../connection/messages';
import { type CallOptions, Retry } from '../connection/retry';

/** Messages of a read that the client holds ready, so that a page of the server need not wait for its reader. */
export const READ_AHEAD = 256;

/** From the leader: commands are decided on what is read here. A broken connection resumes after the last event. */
export async function* readStream(
  client: EventStoreDbConnection,
  stream: StreamName,
  options: ReadStreamOptions,
  call: CallOptions,
): AsyncGenerator<RecordedEvent> {
  const direction = options.direction ?? 'forwards';
  const step = direction === 'forwards' ? 1n : -1n;
  const retry = new Retry(call);
  let from = options.from;
  let left = options.limit;
  for (;;) {
    try {
      for await (const event of readOnce(client, stream, { from, limit: left, direction }, call, retry.budget.left)) {
        retry.progressed();
        if (left !== undefined && left-- <= 0) return;
        yield event;
        from = event.revision + step;
        if (left === 0 || from < 0n) return;
      }
    } catch (error) {
      if (options.ifMissing !== 'empty' || !isMissing(error, stream)) {
        await retry.after(error, { stream });
        continue;
      }
    }
    // Closing ends the call as well, and half a stream must not look like a whole one.
    if (call.closed.aborted) throw new StoreClosedError();
    return;
  }
}

function isMissing(error: unknown, stream: StreamName): boolean {
  return diagnose(error, { stream }).error instanceof StreamNotFoundError;
}

interface Range {
  readonly from: bigint | undefined;
  readonly limit: number | undefined;
  readonly direction: 'forwards' | 'backwards';
}

async function* readOnce(
  client: EventStoreDbConnection,
  stream: StreamName,
  { from, limit, direction }: Range,
  call: CallOptions,
  firstWithin: number,
): AsyncGenerator<RecordedEvent> {
  const source = client.readStream(
    stream,
    {
      fromRevision: from ?? (direction === 'forwards' ? START : END),
      direction: direction === 'forwards' ? FORWARDS : BACKWARDS,
      // Also for a limit of 0: a missing stream differs from an empty read.
      maxCount: limit === undefined ? undefined : Math.max(1, limit),
      requiresLeader: true,
    },
    { highWaterMark: READ_AHEAD },
  );
  const messages = new Messages<ResolvedEvent>(source, () => source.cancel(), {
    firstWithin,
    silenceWithin: call.deadline,
    signal: call.closed,
  });
  for await (const { message } of messages) {
    const event = message === undefined ? undefined : toRecordedEvent(message);
    if (event !== undefined) yield event;
  }
}
