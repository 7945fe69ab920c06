import { RevisionConflictError } from '@ledger/event-store';
import { collect, newEvent, newStream, type Rig, startRig } from './ledger.test-support';

describe.each([
  ['on a call that carries all appends', true],
  ['on a call of its own, where the server has no other', false],
])('an append whose reply is lost, %s', (_, batchAppend) => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await startRig({ batchAppend });
  });
  afterEach(() => rig.close());

  it.each([1, 3])('is written once and answered as the first time, %i events under NO_STREAM', async (count) => {
    const stream = newStream();
    const [first, ...others] = Array.from({ length: count }, () => newEvent());
    rig.double.dropAfterCommit(1);
    const result = await rig.store.append(stream, [first!, ...others], { expectedRevision: 'NO_STREAM' });
    expect(result).toEqual({ revision: BigInt(count - 1), position: expect.any(String), created: true });
    const written = await collect(rig.store.readStream(stream));
    expect(written.map(({ id }) => id)).toEqual([first!.id, ...others.map(({ id }) => id)]);
    expect(written.at(-1)?.position).toBe(result.position);
  });

  it('is written once under an exact revision, also when the reply is lost three times', async () => {
    const stream = newStream();
    await rig.store.append(stream, [newEvent()], { expectedRevision: 'NO_STREAM' });
    rig.double.dropAfterCommit(3);
    const result = await rig.store.append(stream, [newEvent(), newEvent()], { expectedRevision: 0n });
    expect(result).toEqual({ revision: 2n, position: expect.any(String), created: false });
    expect(rig.double.events(stream)).toHaveLength(3);
    expect(rig.double.faults.dropsAfterCommit).toBe(0);
  });

  it.each(['ANY', 'STREAM_EXISTS'] as const)(
    'is written once under %s, although the server forgot the ids',
    async (expectedRevision) => {
      const stream = newStream();
      await rig.store.append(stream, [newEvent()], { expectedRevision: 'NO_STREAM' });
      const log = rig.double.log;
      const stop = log.onAppended(() => log.forgetCommittedEvents());
      rig.double.dropAfterCommit(1);
      const result = await rig.store.append(stream, [newEvent(), newEvent()], { expectedRevision });
      stop();
      expect(result).toEqual({ revision: 2n, position: expect.any(String), created: false });
      expect(rig.double.events(stream)).toHaveLength(3);
    },
  );

  it('is written once under ANY when the request was lost, and another writer came in between', async () => {
    const stream = newStream();
    await rig.store.append(stream, [newEvent()], { expectedRevision: 'NO_STREAM' });
    rig.double.dropBeforeCommit(1);
    const other = rig.store.append(newStream(), [newEvent()], { expectedRevision: 'NO_STREAM' });
    const results = await Promise.all([
      other,
      rig.store.append(stream, [newEvent()], { expectedRevision: 'ANY' }),
      rig.store.append(stream, [newEvent()], { expectedRevision: 'ANY' }),
    ]);
    expect(
      results
        .slice(1)
        .map(({ revision }) => revision)
        .sort(),
    ).toEqual([1n, 2n]);
    expect(rig.double.events(stream)).toHaveLength(3);
  });

  it('is not taken for a success when another writer had been first', async () => {
    const stream = newStream();
    await rig.store.append(stream, [newEvent()], { expectedRevision: 'NO_STREAM' });
    const winner = newEvent();
    rig.double.dropBeforeCommit(1);
    const lost = rig.store.append(stream, [newEvent()], { expectedRevision: 0n });
    // Committed directly, between the lost request and its repetition.
    rig.double.log.append(stream, 0n, [
      { id: winner.id, type: winner.type, isJson: true, data: Buffer.from('{}'), metadata: Buffer.from('{}') },
    ]);
    const error: unknown = await lost.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(RevisionConflictError);
    expect(error).toMatchObject({ code: 'REVISION_CONFLICT', stream, expected: 0n, actual: 1n, retryable: false });
    expect(rig.double.events(stream).map(({ id }) => id)[1]).toBe(winner.id);
    expect(rig.double.events(stream)).toHaveLength(2);
  });

  it('never leads to a duplicate or a gap, however often requests and replies are lost', async () => {
    const stream = newStream();
    const events = Array.from({ length: 60 }, () => newEvent());
    let head: bigint | undefined;
    for (const [index, event] of events.entries()) {
      rig.double.dropAfterCommit(index % 2);
      rig.double.dropBeforeCommit(index % 3);
      ({ revision: head } = await rig.store.append(stream, [event], { expectedRevision: head ?? 'NO_STREAM' }));
    }
    expect(head).toBe(59n);
    expect(rig.double.events(stream).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  });
});
