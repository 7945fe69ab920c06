import { randomUUID } from 'node:crypto';
import { LedgerWriter } from '../src/writer/thread/ledger-writer';
import {
  APPENDED,
  type AppendBatch,
  CONFLICT,
  EXPECT_ANY,
  EXPECT_NO_STREAM,
  FAILED,
  REFUSED,
} from '../src/writer/thread/writer-protocol';

function append(stream: string, expected: number, ids = [randomUUID()], data = '{}'): AppendBatch {
  return [1_000, expected, ids.length, stream, ...ids.flatMap((id) => [id, 'Noted', data, '{}'])];
}

describe('LedgerWriter', () => {
  let writer: LedgerWriter;

  beforeEach(() => {
    writer = new LedgerWriter({ path: ':memory:' });
  });

  afterEach(() => {
    writer.close();
  });

  it('commits a group with one outcome for each append, in their order', () => {
    const { reply, lastPosition, categories } = writer.commit([
      append('a-1', EXPECT_NO_STREAM, [randomUUID(), randomUUID()]),
      append('a-1', EXPECT_NO_STREAM),
      append('b-1', EXPECT_ANY),
      append('a-1', 1),
    ]);
    expect(reply.outcomes).toEqual(
      [
        [APPENDED, 1, 2],
        [CONFLICT, 1, 0],
        [APPENDED, 0, 3],
        [APPENDED, 2, 4],
      ].flat(),
    );
    expect(reply.failures).toEqual([]);
    expect(lastPosition).toBe(4);
    expect(categories).toEqual(['a', 'b']);
  });

  it('takes one transaction for a group, however many appends it has', () => {
    const begun: string[] = [];
    const { connection } = writer;
    const exec = connection.exec.bind(connection);
    jest.spyOn(connection, 'exec').mockImplementation((sql) => {
      begun.push(sql);
      exec(sql);
    });
    writer.commit(Array.from({ length: 50 }, (_, index) => append(`a-${index}`, EXPECT_NO_STREAM)));
    expect(begun).toEqual(['BEGIN IMMEDIATE', 'COMMIT']);
  });

  it('announces nothing where nothing was stored', () => {
    writer.commit([append('a-1', EXPECT_NO_STREAM)]);
    const { categories, lastPosition } = writer.commit([append('a-1', 7)]);
    expect(categories).toEqual([]);
    expect(lastPosition).toBe(1);
  });

  it('refuses an append of which only a part is known', () => {
    const [known, unknown] = [randomUUID(), randomUUID()];
    writer.commit([append('a-1', EXPECT_ANY, [known])]);
    const { reply } = writer.commit([
      append('a-1', EXPECT_ANY, [known, unknown]),
      append('a-1', EXPECT_ANY, [unknown, known]),
      append('a-2', EXPECT_ANY, [known]),
    ]);
    expect(reply.outcomes.filter((_, index) => index % 3 === 0)).toEqual([REFUSED, REFUSED, APPENDED]);
    expect(reply.failures.map(({ kind }) => kind)).toEqual(['invalid', 'invalid']);
  });

  it('forgets what it learned in a transaction that failed', () => {
    writer.commit([append('a-1', EXPECT_NO_STREAM)]);
    writer.connection.exec(
      "CREATE TRIGGER fail BEFORE INSERT ON events WHEN NEW.data = 'bad' BEGIN SELECT raise(ABORT, 'no'); END",
    );
    const { reply, lastPosition, categories } = writer.commit([
      append('a-1', 0),
      append('new-1', EXPECT_NO_STREAM, [randomUUID(), randomUUID()]),
      append('new-2', EXPECT_NO_STREAM, [randomUUID()], 'bad'),
      append('a-1', 1),
    ]);
    expect(reply.outcomes).toEqual(
      [
        [APPENDED, 1, 2],
        [APPENDED, 1, 4],
        [FAILED, 0, 0],
        [APPENDED, 2, 5],
      ].flat(),
    );
    expect(reply.failures).toEqual([{ kind: 'unavailable', message: 'no' }]);
    expect(lastPosition).toBe(5);
    expect([...categories].sort()).toEqual(['a', 'new']);
    expect(writer.commit([append('new-2', EXPECT_NO_STREAM)]).reply.outcomes).toEqual([APPENDED, 0, 6]);
  });

  it('fails every append of a group that cannot be begun, and recovers', () => {
    const exec = writer.connection.exec.bind(writer.connection);
    const broken = jest.spyOn(writer.connection, 'exec').mockImplementation(() => {
      throw Object.assign(new Error('disk I/O error'), { rawCode: 10 });
    });
    const { reply, categories } = writer.commit([append('a-1', EXPECT_ANY), append('a-2', EXPECT_ANY)]);
    expect(reply.outcomes).toEqual([FAILED, 0, 0, FAILED, 1, 0]);
    expect(reply.failures.map(({ kind }) => kind)).toEqual(['unavailable', 'unavailable']);
    expect(categories).toEqual([]);
    broken.mockImplementation(exec);
    expect(writer.commit([append('a-1', EXPECT_NO_STREAM)]).reply.outcomes).toEqual([APPENDED, 0, 1]);
  });

  describe('a trial write', () => {
    it('tells a full disk, one with room again, and leaves nothing', () => {
      writer.commit([append('a-1', EXPECT_NO_STREAM)]);
      const schema = (): unknown => writer.connection.prepare('SELECT name FROM sqlite_schema').all([]);
      const before = schema();
      writer.connection.exec('PRAGMA max_page_count = 1');
      const full = { kind: 'full', message: 'there is no space left for it' };
      expect([writer.probe(), writer.probe()]).toEqual([full, full]);
      expect(schema()).toEqual(before);
      writer.connection.exec('PRAGMA max_page_count = 1000');
      expect([writer.probe(), writer.probe()]).toEqual([undefined, undefined]);
      expect(schema()).toEqual(before);
      expect(writer.commit([append('a-1', 0)]).reply.outcomes).toEqual([APPENDED, 1, 2]);
    });

    it.each([
      ['disk I/O error', 10],
      ['attempt to write a readonly database', 8],
    ])('names the cause, not that of its rollback: %s', (message, rawCode) => {
      const exec = writer.connection.exec.bind(writer.connection);
      const broken = jest.spyOn(writer.connection, 'exec').mockImplementation((sql) => {
        if (sql === 'ROLLBACK') throw new Error('cannot rollback');
        exec('BEGIN');
        throw Object.assign(new Error(message), { rawCode });
      });
      expect(writer.probe()).toEqual({ kind: 'unavailable', message });
      broken.mockRestore();
      writer.connection.exec('ROLLBACK');
      expect(writer.probe()).toBeUndefined();
    });
  });
});
