import {
  AccessDenied,
  AllStreamPosition,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  Timeout,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { type BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import type { DoubleContext } from './double-context';
import { rpcErrors, type RpcError, streamIdentifier, streamNameOf, uuidText } from './protocol';
import { expectedOf, proposedEvent } from './append-calls';
import { type AppendVerdict, type Expected, type ProposedEvent, sizeOnDisk } from './transaction-log';

/** A request with the time limit that the client's generated classes do not know (`Options.deadline`, a duration). */
export interface TimedBatchRequest {
  readonly request: BatchAppendReq;
  /** Milliseconds. */
  readonly deadline: number | undefined;
}

interface PendingBatch {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: ProposedEvent[];
  readonly expiry: NodeJS.Timeout;
  size: number;
}

/** `WriteTimeoutMs` of the server's configuration. */
const WRITE_TIMEOUT = 2_000;

/**
 * Streams.BatchAppend (Streams.BatchAppend.cs): appends of many callers on one call, told apart by correlation id. They
 * are executed in the order in which they come; what concerns one append is its answer, and the call continues. The time
 * limit is that of an append whose last part has not come. A node that does not lead ends the call.
 */
export function batchAppend(
  context: DoubleContext,
  call: ServerDuplexStream<TimedBatchRequest, BatchAppendResp>,
): void {
  const refused = context.loginRefusal(call.metadata);
  if (refused !== undefined) {
    call.emit('error', refused);
    return;
  }
  new BatchAppendWorker(context, call).start();
}

class BatchAppendWorker {
  readonly #pending = new Map<string, PendingBatch>();
  #underWay = 0;
  #isEnding = false;
  /** What comes behind bytes that were lost is lost as well. */
  #isLost = false;

  constructor(
    private readonly context: DoubleContext,
    private readonly call: ServerDuplexStream<TimedBatchRequest, BatchAppendResp>,
  ) {}

  start(): void {
    const { call, context } = this;
    const forget = context.onBreak(() => this.#fail(rpcErrors.serverNotReady()));
    call.on('data', (request: TimedBatchRequest) => this.#receive(request));
    call.on('end', () => {
      this.#isEnding = true;
      if (this.#underWay === 0) call.end();
    });
    call.on('error', () => undefined);
    call.on('close', () => {
      forget();
      for (const { expiry } of this.#pending.values()) clearTimeout(expiry);
    });
  }

  #receive({ request, deadline }: TimedBatchRequest): void {
    const { context, call } = this;
    if (this.#isLost) return;
    const correlationId = uuidText(request.getCorrelationId());
    const options = request.getOptions();
    if (options !== undefined && !this.#pending.has(correlationId)) {
      const stream = streamNameOf(options.getStreamIdentifier());
      const isDenied = context.isDenied(call.metadata) || context.forbids(call.metadata, stream, '$w') !== undefined;
      if (isDenied) return this.#answer(request, stream, failed(accessDenied()));
      const timeout = Math.min(deadline ?? WRITE_TIMEOUT, WRITE_TIMEOUT);
      if (timeout <= 0) return this.#answer(request, stream, failed(timedOut()));
      const expiry = setTimeout(() => {
        if (this.#pending.delete(correlationId)) this.#answer(request, stream, failed(timedOut()));
      }, timeout);
      this.#pending.set(correlationId, { stream, expected: expectedOf(options), events: [], expiry, size: 0 });
    }
    const batch = this.#pending.get(correlationId);
    if (batch === undefined) return;
    for (const proposal of request.getProposedMessagesList()) {
      const event = proposedEvent(proposal);
      if (event instanceof Error) return this.#drop(correlationId, request, failed(badRequest(event.message)));
      batch.size += sizeOnDisk(event);
      batch.events.push(event);
    }
    if (batch.size > context.maxAppendSize) {
      return this.#drop(correlationId, request, failed(tooLarge(context.maxAppendSize)));
    }
    if (!request.getIsFinal()) return;
    this.#forget(correlationId);
    context.counts.batchedAppends += 1;
    this.#write(request, batch);
  }

  #write(request: BatchAppendReq, batch: PendingBatch): void {
    const { context, call } = this;
    if (context.faults.takeNotReady()) return this.#answer(request, batch.stream, failed(notReady()));
    const notLeader = context.leaderRefusal(call.metadata);
    if (notLeader !== undefined) return this.#fail(notLeader);
    if (context.faults.takeDropBeforeCommit()) return this.#lose();
    const verdict = context.log.append(batch.stream, batch.expected, batch.events);
    if (context.faults.takeDropAfterCommit()) return this.#lose();
    this.#underWay += 1;
    void context.faults.beforeAnswer().then(() => {
      this.#underWay -= 1;
      this.#answer(request, batch.stream, batchResponse(verdict, batch));
      if (this.#isEnding && this.#underWay === 0) call.end();
    });
  }

  #fail(error: RpcError): void {
    this.#isLost = true;
    this.call.emit('error', error);
  }

  #lose(): void {
    this.#isLost = true;
    this.context.drop();
  }

  #drop(correlationId: string, request: BatchAppendReq, response: BatchAppendResp): void {
    const batch = this.#forget(correlationId);
    this.#answer(request, batch?.stream ?? '', response);
  }

  #forget(correlationId: string): PendingBatch | undefined {
    const batch = this.#pending.get(correlationId);
    this.#pending.delete(correlationId);
    clearTimeout(batch?.expiry);
    return batch;
  }

  #answer(request: BatchAppendReq, stream: string, response: BatchAppendResp): void {
    if (this.call.destroyed || this.call.cancelled) return;
    const id = request.getCorrelationId();
    this.call.write(response.setCorrelationId(id).setStreamIdentifier(streamIdentifier(stream)));
  }
}

function failed(error: Status): BatchAppendResp {
  return new BatchAppendResp().setError(error);
}

function batchResponse(verdict: AppendVerdict, { stream, expected }: PendingBatch): BatchAppendResp {
  switch (verdict.result) {
    case 'success': {
      const success = new BatchAppendResp.Success().setCurrentRevision(verdict.revision.toString());
      const position = verdict.position?.toString();
      if (position === undefined) success.setNoPosition(new Empty());
      else success.setPosition(new AllStreamPosition().setCommitPosition(position).setPreparePosition(position));
      return new BatchAppendResp().setSuccess(success);
    }
    case 'stream-deleted': {
      const detail = new StreamDeleted().setStreamIdentifier(streamIdentifier(stream));
      return new BatchAppendResp().setError(
        batchError(status.NOT_FOUND, 'StreamDeleted', 'StreamDeleted', detail.serializeBinary()),
      );
    }
    case 'wrong-expected-version': {
      const detail = new WrongExpectedVersion();
      if (expected === 'any') detail.setExpectedAny(new Empty());
      else if (expected === 'stream_exists') detail.setExpectedStreamExists(new Empty());
      else if (expected === 'no_stream') detail.setExpectedNoStream(new Empty());
      else detail.setExpectedStreamPosition(expected.toString());
      if (verdict.current === undefined) detail.setCurrentNoStream(new Empty());
      else detail.setCurrentStreamRevision(verdict.current.toString());
      return new BatchAppendResp().setError(
        batchError(status.ALREADY_EXISTS, 'WrongExpectedVersion', 'WrongExpectedVersion', detail.serializeBinary()),
      );
    }
  }
}

function tooLarge(limit: number): Status {
  const detail = new MaximumAppendSizeExceeded().setMaxappendsize(limit).serializeBinary();
  return batchError(status.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', 'MaximumAppendSizeExceeded', detail);
}

function accessDenied(): Status {
  const detail = new AccessDenied().serializeBinary();
  return batchError(status.PERMISSION_DENIED, 'AccessDenied', 'AccessDenied', detail);
}

function timedOut(): Status {
  return batchError(status.DEADLINE_EXCEEDED, 'Timeout', 'Timeout', new Timeout().serializeBinary());
}

function badRequest(message: string): Status {
  return batchError(status.INVALID_ARGUMENT, message, 'BadRequest', new Uint8Array());
}

/** Streams.BatchAppend.cs, `NotHandled`: no code, an empty detail, and a sentence. */
function notReady(): Status {
  const packed = new Any();
  packed.pack(new Empty().serializeBinary(), 'google.protobuf.Empty');
  return new Status().setMessage('Server Is Not Ready').setDetails(packed);
}

/** Status.cs: a google.rpc.Status whose detail names the kind of error. */
function batchError(code: status, message: string, type: string, detail: Uint8Array): Status {
  const packed = new Any();
  packed.pack(detail, `event_store.client.${type}`);
  return new Status()
    .setCode(code as number)
    .setMessage(message)
    .setDetails(packed);
}
