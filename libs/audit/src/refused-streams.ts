import {
  LedgerDamagedError,
  soundEvents,
  StreamNotFoundError,
  type EventStore,
  type StreamName,
} from '@ledger/event-store';

/** A stream that a server refuses to serve. */
export interface RefusedStream {
  readonly stream: StreamName;
  /** What it would say. */
  readonly reason: string;
}

/** Reads every stream in the way a server does, and gives those that are refused. */
export async function* refusedStreams(store: EventStore): AsyncGenerator<RefusedStream, void, undefined> {
  if (store.streamNames === undefined) return;
  for await (const stream of store.streamNames()) {
    try {
      for await (const _ of soundEvents(store, stream)) continue;
    } catch (error) {
      if (error instanceof LedgerDamagedError) yield { stream, reason: error.finding };
      else if (error instanceof StreamNotFoundError) yield { stream, reason: 'It is listed, and cannot be found.' };
      else throw error;
    }
  }
}
