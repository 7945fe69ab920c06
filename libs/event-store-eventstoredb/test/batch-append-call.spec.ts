import { AllStreamPosition } from '@eventstore/db-client/generated/shared_pb';
import { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { EventEmitter } from 'node:events';
import { BatchAppendCall, type DuplexCall } from '../src/writer/batch-append-call';
import { newEvent, newStream } from './ledger.test-support';

/** A call whose answers a test gives, in any order. */
class AnsweredByHand extends EventEmitter implements DuplexCall {
  readonly written: BatchAppendReq[] = [];

  write(message: Buffer): boolean {
    this.written.push(BatchAppendReq.deserializeBinary(message));
    return true;
  }

  end(): void {
    return;
  }

  cancel(): void {
    return;
  }

  /** Says of one of the appends that it was stored at a revision. */
  answer(index: number, revision: number): void {
    const position = new AllStreamPosition().setCommitPosition('7').setPreparePosition('7');
    const success = new BatchAppendResp.Success().setCurrentRevision(String(revision)).setPosition(position);
    const answer = new BatchAppendResp().setCorrelationId(this.written[index]?.getCorrelationId()).setSuccess(success);
    this.emit('data', Buffer.from(answer.serializeBinary()));
  }
}

describe('appends on one call', () => {
  it('get each its own answer, in whatever order they come', async () => {
    const server = new AnsweredByHand();
    const call = new BatchAppendCall(server, true);
    const appends = [0, 1, 2].map(() => call.append(newStream(), [newEvent()], 'NO_STREAM', 5_000));
    server.answer(2, 12);
    server.answer(0, 10);
    server.answer(1, 11);
    expect((await Promise.all(appends)).map(({ revision }) => revision)).toEqual([10n, 11n, 12n]);
    call.close();
  });
});
