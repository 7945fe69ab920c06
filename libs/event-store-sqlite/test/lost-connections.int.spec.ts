import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NewEvent, type RecordedEvent, StoreUnavailableError, streamName } from '@ledger/event-store';
import { SqliteEventStore } from '../src/sqlite-event-store';
import { alterFile, breakOpenFiles, watchWriterThreads, type WriterThreads } from '../src/testing';

const STREAMS = 8;
const EACH = 60;
const KILLS = 4;

const nameOf = (stream: number): ReturnType<typeof streamName> => streamName(`journey.default-${stream}`);
const newEvent = (data = '{}'): NewEvent => ({ id: randomUUID(), type: 'Noted', data, metadata: '{}' });

describe('a lost thread or connection of the embedded ledger', () => {
  const folders: string[] = [];
  let path: string;
  let store: SqliteEventStore;
  let threads: WriterThreads;
  const warnings: string[] = [];
  const errors: string[] = [];
  let onWarning: () => void = () => undefined;

  beforeEach(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
    folders.push(folder);
    path = join(folder, 'ledger.db');
    warnings.length = 0;
    errors.length = 0;
    threads = watchWriterThreads();
    const log = {
      warn: (text: string): void => {
        warnings.push(text);
        onWarning();
      },
      error: (text: string): void => void errors.push(text),
    };
    store = await SqliteEventStore.open({ path, log });
  });

  afterEach(async () => {
    await store.close();
    threads.release();
  });

  // Only now: SQLite would take new files of the same inode for those whose descriptors were broken.
  afterAll(() => folders.forEach((made) => rmSync(made, { recursive: true })));

  const nextWarning = (): Promise<void> => new Promise((resolve) => (onWarning = resolve));

  /** More than a connection keeps in memory, so that the next read goes to the file. Gives the ids. */
  async function appendMuch(): Promise<string[]> {
    const events = Array.from({ length: 40 }, () => newEvent(`{"x":"${'x'.repeat(200_000)}"}`));
    await store.append(nameOf(1), events as [NewEvent, ...NewEvent[]], { expectedRevision: 'NO_STREAM' });
    return (await collect(store.readStream(nameOf(1)))).map(({ id }) => id);
  }

  async function collect(events: AsyncIterable<RecordedEvent>): Promise<RecordedEvent[]> {
    const collected: RecordedEvent[] = [];
    for await (const event of events) collected.push(event);
    return collected;
  }

  const readEvents = (): AsyncIterable<RecordedEvent> => store.readStream(nameOf(1));

  /** Writes over a file in place, as a disk would that gives other bytes. */
  function writeSync(file: string, bytes: Buffer): void {
    const descriptor = openSync(file, 'r+');
    writeFileSync(descriptor, bytes);
    closeSync(descriptor);
  }

  it('replaces a writer that ends under load: the streams hold what was acknowledged, once and in order', async () => {
    let replaced = Promise.resolve();
    let unknown = 0;
    /** Sends the same append again, as a caller would, until it is answered. */
    const appendUntilAnswered = async (stream: number, event: NewEvent, expected: bigint): Promise<void> => {
      for (;;) {
        try {
          const expectedRevision = expected < 0n ? 'NO_STREAM' : expected;
          const { revision } = await store.append(nameOf(stream), [event], { expectedRevision });
          expect(revision).toBe(expected + 1n);
          return;
        } catch (error) {
          expect(error).toBeInstanceOf(StoreUnavailableError);
          unknown++;
          await replaced;
        }
      }
    };
    let appended = 0;
    const kill = async (): Promise<void> => {
      replaced = nextWarning();
      await threads.kill();
      await replaced;
    };
    const killing: Promise<void>[] = [];
    const acknowledged = await Promise.all(
      Array.from({ length: STREAMS }, async (_, stream) => {
        const ids: string[] = [];
        for (let n = 0; n < EACH; n++) {
          const event = newEvent();
          const appending = appendUntilAnswered(stream, event, BigInt(n - 1));
          if (++appended % ((STREAMS * EACH) / (KILLS + 1)) === 0 && killing.length < KILLS) killing.push(kill());
          await appending;
          ids.push(event.id);
        }
        return ids;
      }),
    );
    await Promise.all(killing);
    expect(unknown).toBeGreaterThan(0);
    expect(errors).toEqual(Array.from({ length: KILLS }, () => expect.stringMatching(/stores no appends: .*started/)));
    expect(warnings).toHaveLength(KILLS);
    for (const [stream, ids] of acknowledged.entries()) {
      expect((await collect(store.readStream(nameOf(stream)))).map(({ id }) => id)).toEqual(ids);
    }
    const positions = (await collect(store.readAll())).map((event) => Number(event.position));
    expect(positions).toEqual(Array.from({ length: STREAMS * EACH }, (_, index) => index + 1));
    expect(await store.health()).toMatchObject({ reachable: true, isWritable: true });
    expect(store.lost()).toBeUndefined();
  });

  it('shows subscribers what a lost writer had committed and not announced', async () => {
    await store.append(nameOf(1), [newEvent()], { expectedRevision: 'NO_STREAM' });
    const control = new AbortController();
    const messages = store.subscribe({ signal: control.signal });
    expect([(await messages.next()).value, (await messages.next()).value]).toMatchObject([
      { position: '1' },
      { kind: 'caught-up' },
    ]);
    const next = messages.next();
    alterFile(path, "INSERT INTO events VALUES (2, 1, 1, 1, 0, 'unannounced', 'Noted', '{}', '{}', 0, NULL)");
    const replaced = nextWarning();
    await threads.kill();
    await replaced;
    expect((await next).value).toMatchObject({ id: 'unannounced', position: '2' });
    control.abort();
  });

  it('reopens connections whose files fail, for reading and for appending', async () => {
    const ids = await appendMuch();
    expect(breakOpenFiles([path, `${path}-wal`])).toBeGreaterThanOrEqual(4);
    const event = newEvent();
    const append = (): Promise<unknown> => store.append(nameOf(1), [event], { expectedRevision: 39n });
    const replaced = nextWarning();
    await expect(append()).rejects.toThrow(/did not (confirm|store) an append/);
    expect((await collect(store.readStream(nameOf(1)))).map(({ id }) => id)).toEqual(ids);
    // The thread opens a new connection itself, unless it fails to find out where the ledger stands.
    if (store.lost() !== undefined) await replaced;
    await append();
    expect((await collect(store.readStream(nameOf(1)))).map(({ id }) => id)).toEqual([...ids, event.id]);
    expect(await store.health()).toMatchObject({ reachable: true, isWritable: true });
  });

  it('is unavailable, and not damaged, while what is read of its disk is not its own', async () => {
    const ids = await appendMuch();
    const sound = [path, `${path}-wal`].map((file) => [file, readFileSync(file)] as const);
    for (const [file, bytes] of sound) writeSync(file, Buffer.alloc(bytes.length, 0xa5));
    const failing = collect(readEvents());
    await expect(failing).rejects.toThrow(StoreUnavailableError);
    for (const [file, bytes] of sound) writeSync(file, bytes);
    while (store.lost() !== undefined) await new Promise((resolve) => setImmediate(resolve));
    expect((await collect(readEvents())).map(({ id }) => id)).toEqual(ids);
  });

  it('opens no other file in place of a ledger that was removed, and says so', async () => {
    const ids = await appendMuch();
    renameSync(path, `${path}.away`);
    breakOpenFiles([path, `${path}-wal`, `${path}.away`]);
    await expect(collect(store.readStream(nameOf(1)))).rejects.toThrow('could not be read');
    expect(store.lost()).toContain(`${path} was removed or replaced`);
    expect(existsSync(path)).toBe(false);
    renameSync(`${path}.away`, path);
    // Between two attempts to open it there is a short pause.
    while (store.lost() !== undefined) await new Promise((resolve) => setImmediate(resolve));
    expect((await collect(store.readStream(nameOf(1)))).map(({ id }) => id)).toEqual(ids);
  });
});
