import { AllStreamPosition, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { type BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { type ExpectedRevision, streamName } from '@ledger/event-store';
import fc from 'fast-check';
import { decodeBatchAppendAnswer, RefusedAppend } from '../src/codec/batch-append-answer';
import { encodeBatchAppend } from '../src/codec/batch-append-request';
import { timedRequest } from '../src/testing/double/batch-deadline';
import { uuidText } from '../src/testing/double/protocol';

const text = fc.string({ unit: 'grapheme', maxLength: 300 });
const event = fc.record({ id: fc.uuid(), type: text, data: text, metadata: text });
const revision: fc.Arbitrary<ExpectedRevision> = fc.oneof(
  fc.constantFrom('NO_STREAM' as const, 'ANY' as const, 'STREAM_EXISTS' as const),
  fc.bigInt({ min: 0n, max: BigInt(Number.MAX_SAFE_INTEGER) }),
);

/** What the generated classes read of the expected revision. */
function expectedOf(options: BatchAppendReq.Options | undefined): ExpectedRevision | undefined {
  if (options?.hasNoStream() === true) return 'NO_STREAM';
  if (options?.hasAny() === true) return 'ANY';
  if (options?.hasStreamExists() === true) return 'STREAM_EXISTS';
  return options && BigInt(options.getStreamPosition());
}

const utf8 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

describe('the request of an append', () => {
  it('is what the generated classes of the protocol read, whatever its texts', () => {
    const deadline = fc.option(fc.nat(100_000), { nil: undefined });
    const correlation = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(
        correlation,
        text,
        revision,
        fc.array(event, { minLength: 1, maxLength: 5 }),
        deadline,
        (...given) => {
          const [number, id, expectedRevision, events, ms] = given;
          const stream = streamName(`journey.default-${id}x`);
          const request = { correlation: number, stream, expectedRevision, events, deadline: ms };
          const read = timedRequest(encodeBatchAppend(request));
          expect(read.deadline).toBe(ms);
          expect(read.request.getIsFinal()).toBe(true);
          expect(read.request.getCorrelationId()?.getStructured()?.getLeastSignificantBits()).toBe(String(number));
          const options = read.request.getOptions();
          expect(utf8(options?.getStreamIdentifier()?.getStreamName_asU8() ?? new Uint8Array())).toBe(stream);
          expect(expectedOf(options)).toBe(expectedRevision);
          const proposed = read.request.getProposedMessagesList().map((message) => {
            const properties = message.getMetadataMap();
            expect(properties.get('content-type')).toBe('application/json');
            return {
              id: uuidText(message.getId()),
              type: properties.get('type'),
              data: utf8(message.getData_asU8()),
              metadata: utf8(message.getCustomMetadata_asU8()),
            };
          });
          expect(proposed).toEqual(events);
        },
      ),
    );
  });
});

describe('the answer to an append', () => {
  const uuid = (number: number): UUID =>
    new UUID().setStructured(
      new UUID.Structured().setMostSignificantBits('77').setLeastSignificantBits(String(number)),
    );
  const answer = (number: number): BatchAppendResp =>
    new BatchAppendResp()
      .setCorrelationId(uuid(number))
      .setStreamIdentifier(new StreamIdentifier().setStreamName(Uint8Array.from([97, 45, 49])))
      .setStreamPosition('7');
  const decode = (response: BatchAppendResp) => decodeBatchAppendAnswer(Buffer.from(response.serializeBinary()));

  it('is read as the generated classes write it, up to the largest numbers', () => {
    const large = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    fc.assert(
      fc.property(fc.nat(), large, fc.option(fc.tuple(large, large)), (number, revision, place) => {
        const success = new BatchAppendResp.Success().setCurrentRevision(String(revision));
        if (place !== null) {
          const [commit, prepare] = place.map(String) as [string, string];
          success.setPosition(new AllStreamPosition().setCommitPosition(commit).setPreparePosition(prepare));
        }
        const position = place === null ? undefined : { commit: place[0], prepare: place[1] };
        const read = decode(answer(number + 1).setSuccess(success));
        expect(read).toEqual({ correlation: number + 1, outcome: { revision, position } });
      }),
    );
  });

  it('tells what the server refuses, and no correlation where it names none of ours', () => {
    const response = new BatchAppendResp()
      .setCorrelationId(new UUID().setString('6f1d3a52-8c1e-5b0f-9f0e-4a7d0c2b9e61'))
      .setError(new Status().setCode(3).setMessage('Wrong.'));
    const { correlation, outcome } = decode(response);
    expect(correlation).toBeUndefined();
    if (!(outcome instanceof RefusedAppend)) throw new Error('It was taken for a success.');
    expect(outcome.errorOf(streamName('a-1')).message).toBe('Wrong.');
  });

  it.each([
    ['torn', Buffer.from([0x0a, 0x05, 0x01])],
    ['neither success nor error', Buffer.from(answer(1).serializeBinary())],
    ['of an unknown form', Buffer.from([0x0d, 0, 0, 0, 0])],
  ])('is refused where it is %s', (_, bytes) => {
    expect(() => decodeBatchAppendAnswer(bytes)).toThrow(RangeError);
  });
});
