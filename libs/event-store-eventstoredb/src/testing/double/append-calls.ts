import {
  AllStreamPosition,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import {
  type AppendReq,
  AppendResp,
  type BatchAppendReq,
  BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb';
import type { sendUnaryData, ServerDuplexStream, ServerReadableStream } from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import type { DoubleContext } from './double-context';
import { nothing, rpcErrors, type RpcError, streamIdentifier, streamNameOf, uuidText } from './protocol';
import { type AppendVerdict, type Expected, type ProposedEvent, sizeOnDisk } from './transaction-log';

/** Streams.Append (streams.proto): the options first, then one message for each event, one answer at the end. */
export function append(
  context: DoubleContext,
  call: ServerReadableStream<AppendReq, AppendResp>,
  callback: sendUnaryData<AppendResp>,
): void {
  let stream: string | undefined;
  let expected: Expected = 'any';
  let size = 0;
  let failure = context.refusal(call.metadata);
  const events: ProposedEvent[] = [];
  call.on('data', (request: AppendReq) => {
    const options = request.getOptions();
    if (options !== undefined) {
      stream = streamNameOf(options.getStreamIdentifier());
      expected = expectedOf(options);
    }
    const proposal = request.getProposedMessage();
    if (proposal === undefined || failure !== undefined) return;
    const event = proposedEvent(proposal);
    if (event instanceof Error) {
      failure = event;
      return;
    }
    // Streams.Append.cs: the sum over all events of the append, refused as soon as it is passed.
    size += sizeOnDisk(event);
    if (size > context.maxAppendSize) failure = rpcErrors.maxAppendSizeExceeded(context.maxAppendSize);
    events.push(event);
  });
  call.on('end', () => {
    if (failure !== undefined) return callback(failure);
    if (stream === undefined) return callback(rpcErrors.invalidArgument('No options were sent.'));
    if (context.faults.takeDropBeforeCommit()) return context.drop();
    const verdict = context.log.append(stream, expected, events);
    if (context.faults.takeDropAfterCommit()) return context.drop();
    void context.faults.beforeAnswer().then(() => {
      if (call.cancelled) return;
      if (verdict.result === 'stream-deleted') callback(rpcErrors.streamDeleted(stream ?? ''));
      else callback(null, appendResponse(verdict, expected));
    });
  });
  call.on('error', () => undefined);
}

function proposedEvent(message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage): ProposedEvent | RpcError {
  const metadata = message.getMetadataMap();
  const type = metadata.get('type');
  const contentType = metadata.get('content-type');
  if (type === undefined) return rpcErrors.missingMetadata('type');
  if (contentType === undefined) return rpcErrors.missingMetadata('content-type');
  return {
    id: uuidText(message.getId()),
    type,
    isJson: contentType === 'application/json',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

interface ExpectedOptions {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

function expectedOf(options: AppendReq.Options | BatchAppendReq.Options): Expected {
  const kinds: ExpectedOptions = options;
  if (kinds.hasAny()) return 'any';
  if (kinds.hasNoStream()) return 'no_stream';
  if (kinds.hasStreamExists()) return 'stream_exists';
  return BigInt('getRevision' in options ? options.getRevision() : options.getStreamPosition());
}

function appendResponse(verdict: Exclude<AppendVerdict, { result: 'stream-deleted' }>, expected: Expected): AppendResp {
  if (verdict.result === 'success') {
    const success = new AppendResp.Success().setCurrentRevision(verdict.revision.toString());
    const position = verdict.position?.toString();
    // Streams.Append.cs: without a position where the server does not know it, which repeated appends may meet.
    if (position === undefined) success.setNoPosition(nothing());
    else success.setPosition(new AppendResp.Position().setCommitPosition(position).setPreparePosition(position));
    return new AppendResp().setSuccess(success);
  }
  const wrong = new AppendResp.WrongExpectedVersion();
  if (expected === 'any') wrong.setExpectedAny(nothing());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(nothing());
  else if (expected === 'no_stream') wrong.setExpectedNoStream(nothing());
  else wrong.setExpectedRevision(expected.toString());
  if (verdict.current === undefined) wrong.setCurrentNoStream(nothing());
  else wrong.setCurrentRevision(verdict.current.toString());
  return new AppendResp().setWrongExpectedVersion(wrong);
}

interface PendingBatch {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: ProposedEvent[];
  size: number;
}

/** Streams.BatchAppend (Streams.BatchAppend.cs): appends of many callers on one call, told apart by correlation id. */
export function batchAppend(context: DoubleContext, call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void {
  const refused = context.refusal(call.metadata);
  if (refused !== undefined) {
    call.emit('error', refused);
    return;
  }
  const pending = new Map<string, PendingBatch>();
  call.on('data', (request: BatchAppendReq) => {
    const correlationId = uuidText(request.getCorrelationId());
    const options = request.getOptions();
    if (options !== undefined) {
      const stream = streamNameOf(options.getStreamIdentifier());
      pending.set(correlationId, { stream, expected: expectedOf(options), events: [], size: 0 });
    }
    const batch = pending.get(correlationId);
    if (batch === undefined) return;
    for (const proposal of request.getProposedMessagesList()) {
      const event = proposedEvent(proposal);
      if (event instanceof Error) return call.emit('error', event);
      batch.size += sizeOnDisk(event);
      batch.events.push(event);
    }
    const answer = (response: BatchAppendResp): void => {
      const id = request.getCorrelationId();
      call.write(response.setCorrelationId(id).setStreamIdentifier(streamIdentifier(batch.stream)));
    };
    if (batch.size > context.maxAppendSize) {
      pending.delete(correlationId);
      return answer(new BatchAppendResp().setError(tooLarge(context.maxAppendSize)));
    }
    if (!request.getIsFinal()) return;
    pending.delete(correlationId);
    if (context.faults.takeDropBeforeCommit()) return context.drop();
    const verdict = context.log.append(batch.stream, batch.expected, batch.events);
    if (context.faults.takeDropAfterCommit()) return context.drop();
    void context.faults.beforeAnswer().then(() => answer(batchResponse(verdict, batch)));
  });
  call.on('end', () => call.end());
  call.on('error', () => undefined);
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

/** Status.cs: a google.rpc.Status whose detail names the kind of error. */
function batchError(code: status, message: string, type: string, detail: Uint8Array): Status {
  const packed = new Any();
  packed.pack(detail, `event_store.client.${type}`);
  return new Status()
    .setCode(code as number)
    .setMessage(message)
    .setDetails(packed);
}
