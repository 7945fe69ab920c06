import { StreamNotFoundError, streamName } from '@ledger/event-store';
import { LastingReader } from '../src/reader/lasting-reader';
import { failureOf } from '../src/database/failure';
import type { LedgerReader } from '../src/reader/ledger-reader';

/** A connection that answers or fails, as told. */
class Connection {
  closed = false;
  constructor(public fault?: Error) {}

  reader(): LedgerReader {
    const lastPosition = (): number => {
      if (this.fault !== undefined) throw this.fault;
      return 7;
    };
    return { lastPosition, close: () => (this.closed = true) } as unknown as LedgerReader;
  }
}

const BROKEN = new Error('disk I/O error');

describe('LastingReader', () => {
  const read = (lasting: LastingReader): number => lasting.read((reader) => reader.lastPosition());

  it('reads again on a new connection, which stays', () => {
    const [broken, sound] = [new Connection(BROKEN), new Connection()];
    let opened = 0;
    const lasting = new LastingReader(broken.reader(), () => {
      opened++;
      return sound.reader();
    });
    expect([read(lasting), read(lasting), opened, broken.closed]).toEqual([7, 7, 1, true]);
    expect(lasting.failure()).toBeUndefined();
  });

  it('opens none for what is wrong with the request, and none where there is no file', () => {
    const reopen = jest.fn(() => new Connection().reader());
    const absent = (): never => {
      throw new StreamNotFoundError(streamName('journey.default-1'));
    };
    expect(() => new LastingReader(new Connection().reader(), reopen).read(absent)).toThrow(StreamNotFoundError);
    expect(() => read(new LastingReader(new Connection(BROKEN).reader(), undefined))).toThrow(BROKEN);
    expect(reopen).not.toHaveBeenCalled();
  });

  it('pauses between connections that fail too, says what they meet, and recovers', () => {
    let now = 0;
    const connection = new Connection(BROKEN);
    const reopen = jest.fn(() => connection.reader());
    const lasting = new LastingReader(connection.reader(), reopen, () => now);
    for (let reads = 0; reads < 5; reads++) expect(() => read(lasting)).toThrow(BROKEN);
    expect(reopen).toHaveBeenCalledTimes(1);
    now = 1_000;
    expect(lasting.failure()).toBe(BROKEN);
    expect(reopen).toHaveBeenCalledTimes(2);
    delete connection.fault;
    expect(read(lasting)).toBe(7);
    expect(lasting.failure()).toBeUndefined();
  });

  describe('takes damage', () => {
    const MALFORMED = Object.assign(new Error('database disk image is malformed'), { rawCode: 11 });
    const kindOf = (lasting: LastingReader): string => {
      try {
        return String(read(lasting));
      } catch (error) {
        return failureOf(error).kind;
      }
    };

    it('for damage where a second connection finds it too, until one does not', () => {
      const connection = new Connection(MALFORMED);
      const lasting = new LastingReader(
        connection.reader(),
        () => connection.reader(),
        () => 0,
      );
      // The second one opens no third: there is a pause.
      expect([kindOf(lasting), kindOf(lasting)]).toEqual(['unreadable', 'unreadable']);
      delete connection.fault;
      expect(kindOf(lasting)).toBe('7');
    });

    it('for an outage where no second connection can be opened', () => {
      let now = 0;
      const connection = new Connection(MALFORMED);
      let isAway = true;
      const lasting = new LastingReader(
        connection.reader(),
        () => {
          if (isAway) throw MALFORMED;
          return connection.reader();
        },
        () => now,
      );
      expect([kindOf(lasting), kindOf(lasting)]).toEqual(['unavailable', 'unavailable']);
      isAway = false;
      now = 1_000;
      expect([kindOf(lasting), kindOf(lasting)]).toEqual(['unreadable', 'unreadable']);
      isAway = true;
      now = 3_000;
      expect(kindOf(lasting)).toBe('unavailable');
    });

    it('for damage where there is no second connection', () => {
      expect(kindOf(new LastingReader(new Connection(MALFORMED).reader(), undefined))).toBe('unreadable');
    });
  });

  it('tells what the read met if no connection can be opened', () => {
    const lasting = new LastingReader(new Connection(BROKEN).reader(), () => {
      throw new Error('unable to open the file');
    });
    expect(() => read(lasting)).toThrow(BROKEN);
    expect(lasting.failure()).toBe(BROKEN);
  });
});
