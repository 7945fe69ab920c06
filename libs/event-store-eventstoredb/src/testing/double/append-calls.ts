import { type AppendReq, AppendResp, type BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';
import type { DoubleContext } from './double-context';
import { nothing, rpcErrors, type RpcError, streamNameOf, uuidText } from './protocol';
import { type AppendVerdict, type Expected, type ProposedEvent, sizeOnDisk } from './transaction-log';

/** Streams.Append (streams.proto): the options first, then one message for each event, one answer at the end. */
export function append(
  context: DoubleContext,
  call: ServerReadableStream<AppendReq, AppendResp>,
  callback: sendUnaryData<AppendResp>,
): void {
  context.counts.appends += 1;
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
      failure ??= context.forbids(call.metadata, stream, '$w');
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

export function proposedEvent(
  message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage,
): ProposedEvent | RpcError {
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

export function expectedOf(options: AppendReq.Options | BatchAppendReq.Options): Expected {
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
