import { randomUUID } from 'node:crypto';
import { type ExpectedRevision, type NewEvent, streamName } from '@ledger/event-store';
import { AppendQueue } from '../src/writer/append-queue';
import type { WriterPort } from '../src/writer/writer-port';
import {
  APPENDED,
  type AppendBatch,
  CONFLICT,
  EXPECT_ANY,
  EXPECT_IMPOSSIBLE,
  EXPECT_NO_STREAM,
  EXPECT_STREAM_EXISTS,
  FAILED,
  REFUSED,
  type RemoveRequest,
} from '../src/writer/thread/writer-protocol';

/** A writer that keeps what it is sent. */
class FakeWriter implements WriterPort {
  readonly batches: AppendBatch[] = [];
  readonly busy: boolean[] = [];
  readonly removals: RemoveRequest[] = [];
  probes = 0;

  send(batch: AppendBatch): void {
    this.batches.push(batch);
  }

  probe(): void {
    this.probes++;
  }

  remove(request: RemoveRequest): void {
    this.removals.push(request);
  }

  setBusy(isBusy: boolean): void {
    this.busy.push(isBusy);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const STREAM = streamName('journey.default-1');

function newEvent(): NewEvent {
  return { id: randomUUID(), type: 'Noted', data: '{}', metadata: '{"m":1}' };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('AppendQueue', () => {
  let writer: FakeWriter;
  let queue: AppendQueue;

  beforeEach(() => {
    writer = new FakeWriter();
    queue = new AppendQueue('/data/ledger.db', () => 1_000);
    queue.connect(writer);
  });

  it('sends the appends of one turn in one flat message, with the time at which they came', async () => {
    const [one, two, three] = [newEvent(), newEvent(), newEvent()];
    void queue.append(STREAM, [one, two], 'NO_STREAM');
    void queue.append(STREAM, [three], 1n);
    expect(writer.batches).toEqual([]);
    await turn();
    const texts = ({ id, type, data, metadata }: NewEvent): string[] => [id, type, data, metadata];
    expect(writer.batches).toEqual([
      [1_000, EXPECT_NO_STREAM, 2, STREAM, ...texts(one), ...texts(two), 1, 1, STREAM, ...texts(three)],
    ]);
    void queue.append(STREAM, [newEvent()], 2n);
    await turn();
    expect(writer.batches).toHaveLength(2);
  });

  it.each<[ExpectedRevision, number]>([
    ['NO_STREAM', EXPECT_NO_STREAM],
    ['STREAM_EXISTS', EXPECT_STREAM_EXISTS],
    ['ANY', EXPECT_ANY],
    [0n, 0],
    [2n ** 53n - 1n, 2 ** 53 - 1],
    [2n ** 53n, EXPECT_IMPOSSIBLE],
    [-1n, EXPECT_IMPOSSIBLE],
    [-3n, EXPECT_IMPOSSIBLE],
  ])('sends %s as %d', async (expected, number) => {
    void queue.append(STREAM, [newEvent()], expected);
    await turn();
    expect(writer.batches[0]?.[1]).toBe(number);
  });

  it('gives each append its own outcome, in the order sent, from one reply or several', async () => {
    const outcomes = Promise.allSettled([
      queue.append(STREAM, [newEvent()], 'NO_STREAM'),
      queue.append(STREAM, [newEvent(), newEvent()], 0n),
      queue.append(STREAM, [newEvent()], 7n),
      queue.append(STREAM, [newEvent()], 'STREAM_EXISTS'),
      queue.append(STREAM, [newEvent()], 'ANY'),
      queue.append(STREAM, [newEvent()], 'ANY'),
    ]);
    await turn();
    queue.onReply({ kind: 'appended', outcomes: [APPENDED, 0, 41], failures: [] });
    queue.onReply({
      kind: 'appended',
      outcomes: [APPENDED, 2, 43, CONFLICT, 2, 0, CONFLICT, -1, 0, REFUSED, 0, 0, FAILED, 1, 0],
      failures: [
        { kind: 'invalid', message: 'Known id.' },
        { kind: 'full', message: 'there is no space left for it' },
      ],
    });
    expect(await outcomes).toMatchObject([
      { value: { revision: 0n, position: '41', created: true } },
      { value: { revision: 2n, position: '43', created: false } },
      { reason: { code: 'REVISION_CONFLICT', stream: STREAM, expected: 7n, actual: 2n } },
      { reason: { code: 'REVISION_CONFLICT', expected: 'STREAM_EXISTS', actual: 'NO_STREAM' } },
      { reason: { code: 'EVENT_INVALID', message: 'Known id.' } },
      { reason: { code: 'STORE_FULL', retryable: true, message: expect.stringContaining('/data/ledger.db') } },
    ]);
  });

  it('says that it is busy from the first append to the last answer', async () => {
    const appends = [queue.append(STREAM, [newEvent()], 'ANY'), queue.append(STREAM, [newEvent()], 'ANY')];
    await turn();
    expect(writer.busy).toEqual([true]);
    queue.onReply({ kind: 'appended', outcomes: [APPENDED, 0, 1], failures: [] });
    expect(writer.busy).toEqual([true]);
    queue.onReply({ kind: 'appended', outcomes: [APPENDED, 1, 2], failures: [] });
    expect(writer.busy).toEqual([true, false]);
    await Promise.all(appends);
  });

  it('fails what is on its way, and all that follows, when the writer is lost', async () => {
    const append = queue.append(STREAM, [newEvent()], 'ANY');
    await turn();
    queue.onLost({ kind: 'unavailable', message: 'its writer has ended' });
    const lost = {
      code: 'STORE_UNAVAILABLE',
      message: 'The ledger in /data/ledger.db did not confirm an append: its writer has ended.',
    };
    await expect(append).rejects.toMatchObject(lost);
    await expect(queue.append(STREAM, [newEvent()], 'ANY')).rejects.toMatchObject(lost);
    expect(queue.lost?.message).toBe('its writer has ended');
    await queue.drain();
  });

  it('asks the writer, after a failed write, whether it can write again: once for all that ask meanwhile', async () => {
    const full = { kind: 'full', message: 'there is no space left for it' } as const;
    const fail = async (kind: 'full' | 'invalid'): Promise<void> => {
      const append = queue.append(STREAM, [newEvent()], 'ANY');
      await turn();
      const outcome = kind === 'full' ? FAILED : REFUSED;
      queue.onReply({ kind: 'appended', outcomes: [outcome, 0, 0], failures: [{ ...full, kind }] });
      await expect(append).rejects.toThrow();
    };
    await fail('invalid');
    expect([await queue.failure(), writer.probes]).toEqual([undefined, 0]);
    await fail('full');
    const asked = Promise.all([queue.failure(), queue.failure()]);
    queue.onProbed({ ...full, kind: 'unavailable' });
    expect(await asked).toEqual([
      { ...full, kind: 'unavailable' },
      { ...full, kind: 'unavailable' },
    ]);
    expect([writer.probes, writer.busy.slice(-2)]).toEqual([1, [true, false]]);
    const again = queue.failure();
    queue.onProbed(undefined);
    expect([await again, await queue.failure(), writer.probes]).toEqual([undefined, undefined, 2]);
    await fail('full');
    const lost = queue.failure();
    queue.onLost({ kind: 'unavailable', message: 'its writer has ended' });
    expect(await lost).toMatchObject({ message: 'its writer has ended' });
  });

  it('takes appends again once a new writer has come, and sends it nothing that was answered before', async () => {
    const answered = queue.append(STREAM, [newEvent()], 'ANY');
    queue.onLost({ kind: 'unavailable', message: 'its writer has ended' });
    await expect(answered).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    queue.onReplaced();
    expect(queue.lost).toBeUndefined();
    const next = newEvent();
    const append = queue.append(STREAM, [next], 'ANY');
    await turn();
    await turn();
    expect(writer.batches).toEqual([[1_000, EXPECT_ANY, 1, STREAM, next.id, next.type, next.data, next.metadata]]);
    queue.onReply({ kind: 'appended', outcomes: [APPENDED, 0, 1], failures: [] });
    expect(await append).toMatchObject({ position: '1' });
  });

  it('drains: takes no more, and waits for the answers that are due', async () => {
    const append = queue.append(STREAM, [newEvent()], 'ANY');
    let drained = false;
    const draining = queue.drain().then(() => (drained = true));
    await expect(queue.append(STREAM, [newEvent()], 'ANY')).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    await turn();
    expect(writer.batches).toHaveLength(1);
    expect(drained).toBe(false);
    queue.onReply({ kind: 'appended', outcomes: [APPENDED, 0, 1], failures: [] });
    await append;
    await draining;
  });
});
