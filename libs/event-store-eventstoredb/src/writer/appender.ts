import {
  ANY,
  type AppendExpectedRevision,
  NO_STREAM,
  STREAM_EXISTS,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import {
  type AppendResult,
  assertAppendable,
  EventTooLargeError,
  type ExpectedRevision,
  InvalidEventError,
  type NewEvent,
  type NewEvents,
  type OrderedAppends,
  type RecordedEvent,
  RevisionConflictError,
  StreamNotFoundError,
  type StreamName,
} from '@ledger/event-store';
import { within } from '@ledger/runtime';
import type { AppendedAt } from '../codec/batch-append-answer';
import { assertCanonical, sizeOnDisk, toEventData } from '../codec/event-codec';
import type { EventStoreDbConnection } from '../connection/event-store-db-connection';
import { formatPosition } from '../codec/position-codec';
import { diagnose } from '../connection/driver-errors';
import { type CallOptions, Retry } from '../connection/retry';
import { readStream } from '../reader/stream-reader';
import type { BatchAppendCall } from './batch-append-call';
import { BatchAppends } from './batch-appends';
import { OrderedAppender } from './ordered-appender';

export interface AppenderOptions extends CallOptions {
  /** Bytes of one event, as every adapter counts them. */
  readonly maxEventBytes: number;
  /** Bytes of one append, as the server counts them. */
  readonly maxAppendBytes: number;
}

/**
 * After a lost answer it is unknown whether the events were written. Under an exact revision or `NO_STREAM` the same
 * ids are sent again: the server compares them with what stands behind that revision and answers as the first time,
 * or with a conflict. Under `ANY` and `STREAM_EXISTS` it knows ids only from a cache that a restart loses: they are
 * looked up first, then sent under the revision that was read, so that should the first attempt still arrive, one of
 * the two writes nothing.
 */
export class Appender {
  private readonly batches: BatchAppends;

  constructor(
    private readonly client: EventStoreDbConnection,
    private readonly options: AppenderOptions,
  ) {
    this.batches = new BatchAppends(client);
  }

  /** Nothing is appended any more. */
  close(): void {
    this.batches.close();
  }

  /** Takes the events as they are when it is called, before it waits for anything. */
  async append(stream: StreamName, given: NewEvents, expectedRevision: ExpectedRevision): Promise<AppendResult> {
    const events = copyOf(given);
    const bytes = this.assertAcceptable(stream, events, expectedRevision);
    const isOpenEnded = expectedRevision === 'ANY' || expectedRevision === 'STREAM_EXISTS';
    const retry = new Retry(this.options);
    let isOutcomeUnknown = false;
    for (;;) {
      try {
        let expected = expectedRevision;
        if (isOutcomeUnknown && isOpenEnded) {
          const { appended, head } = await this.lookUp(stream, events, retry);
          if (appended !== undefined) return appended;
          if (head === 'NO_STREAM' && expectedRevision === 'STREAM_EXISTS') {
            throw new RevisionConflictError(stream, expectedRevision, head);
          }
          expected = head;
        }
        const appended = await this.send(stream, events, expected, retry.budget.left);
        return await this.resultAt(stream, events, appended, retry);
      } catch (error) {
        if (error instanceof WrongExpectedVersionError) {
          if (!(isOutcomeUnknown && isOpenEnded)) throw this.conflict(stream, expectedRevision, error);
          // The stream has moved since it was looked up; perhaps by the first attempt. Look again.
        }
        await retry.after(error, { stream, bytes });
        isOutcomeUnknown = true;
      }
    }
  }

  /** Appends whose order is kept; undefined where the server has no call for them. */
  async inOrder(): Promise<OrderedAppends | undefined> {
    const retry = new Retry(this.options);
    for (;;) {
      try {
        const call = await within(retry.budget.left, this.batches.openOne());
        return call && new OrderedAppender(call, (...asked) => this.appendOnce(call, ...asked));
      } catch (error) {
        await retry.after(error);
      }
    }
  }

  /** One attempt on one call, written before anything is awaited. */
  private async appendOnce(
    call: BatchAppendCall,
    stream: StreamName,
    given: NewEvents,
    expectedRevision: ExpectedRevision,
  ): Promise<AppendResult> {
    const bytes = this.assertAcceptable(stream, given, expectedRevision);
    try {
      const appended = await call.append(stream, given, expectedRevision, this.options.deadline);
      return await this.resultAt(stream, given, appended, new Retry(this.options));
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) throw this.conflict(stream, expectedRevision, error);
      throw diagnose(error, { stream, bytes }).error;
    }
  }

  private async resultAt(
    stream: StreamName,
    events: NewEvents,
    { revision, position }: AppendedAt,
    retry: Retry,
  ): Promise<AppendResult> {
    return {
      revision,
      // The server may leave the position out where it recognises a repeated append.
      position: position === undefined ? await this.positionAt(stream, revision, retry) : formatPosition(position),
      created: revision + 1n === BigInt(events.length),
    };
  }

  /** On the call for appends where the server has one, else by a call of its own. */
  private async send(
    stream: StreamName,
    events: NewEvents,
    expected: ExpectedRevision,
    deadline: number,
  ): Promise<AppendedAt> {
    const call = this.batches.open ?? (await within(deadline, this.batches.call()));
    if (call !== undefined) return call.append(stream, events, expected, deadline);
    const { nextExpectedRevision, position } = await within(
      deadline,
      this.client.appendToStream(stream, toEventData(events), {
        expectedRevision: toClientRevision(expected),
        deadline,
        requiresLeader: true,
      }),
    );
    return { revision: nextExpectedRevision, position };
  }

  private assertAcceptable(stream: StreamName, events: NewEvents, expectedRevision: ExpectedRevision): number {
    assertAppendable(stream, events, this.options.maxEventBytes);
    for (const event of events) assertCanonical(event);
    if (stream.startsWith('$')) {
      throw new InvalidEventError(`Stream name ${JSON.stringify(stream)} begins with $, which is the server's own.`);
    }
    if (typeof expectedRevision === 'bigint' && expectedRevision < 0n) {
      throw new InvalidEventError(`Expected revision ${expectedRevision} should be 0 or more, or NO_STREAM.`);
    }
    const bytes = events.reduce((sum, event) => sum + sizeOnDisk(event), 0);
    if (bytes > this.options.maxAppendBytes) throw new EventTooLargeError(stream, bytes, this.options.maxAppendBytes);
    return bytes;
  }

  private conflict(stream: StreamName, expected: ExpectedRevision, cause: WrongExpectedVersionError): Error {
    const { actualVersion } = cause;
    const actual = typeof actualVersion === 'bigint' ? actualVersion : 'NO_STREAM';
    return new RevisionConflictError(stream, expected, actual, { cause });
  }

  /** Whether the events stand in the stream already, read back from its head. */
  private async lookUp(
    stream: StreamName,
    events: NewEvents,
    { budget }: Retry,
  ): Promise<{ readonly appended?: AppendResult; readonly head: bigint | 'NO_STREAM' }> {
    const last = events[events.length - 1] ?? events[0];
    const call = { ...this.options, deadline: budget.left };
    let head: bigint | 'NO_STREAM' = 'NO_STREAM';
    const options = { direction: 'backwards', ifMissing: 'empty' } as const;
    for await (const event of readStream(this.client, stream, options, call)) {
      if (head === 'NO_STREAM') head = event.revision;
      if (event.id === last.id) return { appended: resultOf(event, events), head };
    }
    return { head };
  }

  private async positionAt(stream: StreamName, revision: bigint, { budget }: Retry): Promise<AppendResult['position']> {
    const call = { ...this.options, deadline: budget.left };
    for await (const { position } of readStream(this.client, stream, { from: revision, limit: 1 }, call)) {
      return position;
    }
    throw new StreamNotFoundError(stream);
  }
}

function copyOf(events: NewEvents): NewEvents {
  return events.map(({ id, type, data, metadata }) => ({ id, type, data, metadata })) as [NewEvent, ...NewEvent[]];
}

function resultOf({ revision, position }: RecordedEvent, events: NewEvents): AppendResult {
  return { revision, position, created: revision + 1n === BigInt(events.length) };
}

function toClientRevision(expected: ExpectedRevision): AppendExpectedRevision {
  switch (expected) {
    case 'NO_STREAM':
      return NO_STREAM;
    case 'STREAM_EXISTS':
      return STREAM_EXISTS;
    case 'ANY':
      return ANY;
    default:
      return expected;
  }
}
