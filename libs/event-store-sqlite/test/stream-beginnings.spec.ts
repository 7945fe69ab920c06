import { type RecordedEvent, streamName, type StreamName } from '@ledger/event-store';
import { StreamBeginnings } from '../src/reader/stream-beginnings';

const streams = (count: number): StreamName[] =>
  Array.from({ length: count }, (_, number) => streamName(`journey.default-${number}`));
const eventOf = (stream: StreamName): RecordedEvent => ({ stream }) as RecordedEvent;

describe('The beginnings of streams', () => {
  let asked: number[];
  let beginnings: StreamBeginnings;

  beforeEach(() => {
    asked = [];
    beginnings = new StreamBeginnings((names) => {
      asked.push(names.length);
      return names.map((name) => [eventOf(name)]);
    });
  });

  it('are read together where they are asked for in one turn, however late in it', async () => {
    const [first, ...others] = streams(3);
    const late = others.map((stream) =>
      Promise.resolve()
        .then(() => undefined)
        .then(() => beginnings.of(stream)),
    );
    const found = await Promise.all([beginnings.of(first as StreamName), ...late]);
    expect(found.map((events) => events.map(({ stream }) => stream))).toEqual(streams(3).map((stream) => [stream]));
    expect(asked).toEqual([3]);
  });

  it('are read in parts where they are many', async () => {
    await Promise.all(streams(150).map((stream) => beginnings.of(stream)));
    expect(asked).toEqual([64, 64, 22]);
  });

  it('are read again in each turn', async () => {
    const [stream] = streams(1) as [StreamName];
    await beginnings.of(stream);
    await beginnings.of(stream);
    expect(asked).toEqual([1, 1]);
  });

  it('fail for the reads of that turn, and for none after it', async () => {
    const fault = new Error('The disk is gone.');
    let isGone = true;
    const failing = new StreamBeginnings((names) => {
      if (isGone) throw fault;
      return names.map((name) => [eventOf(name)]);
    });
    const [one, other] = streams(2) as [StreamName, StreamName];
    expect(await Promise.allSettled([failing.of(one), failing.of(other)])).toEqual(
      [fault, fault].map((reason) => ({ status: 'rejected', reason })),
    );
    isGone = false;
    expect(await failing.of(one)).toEqual([eventOf(one)]);
  });
});
