import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  rmSync,
  statfsSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import {
  InvalidPositionError,
  type NewEvent,
  position,
  type RecordedEvent,
  StoreFullError,
  StoreLockedError,
  StoreReadOnlyError,
  StoreUnavailableError,
  StoreUnreadableError,
  streamName,
} from '@ledger/event-store';
import { holdInProcess, killChild } from './child-process';
import { connect } from '../src/database/driver';
import { alterFile, fillFile } from '../src/testing';
import { SqliteEventStore, type SqliteEventStoreOptions } from '../src/sqlite-event-store';

const STREAM = streamName('journey.default-1');

function newEvent(data = '{}'): NewEvent {
  return { id: randomUUID(), type: 'Noted', data, metadata: '{}' };
}

async function collect(events: AsyncIterable<RecordedEvent>): Promise<RecordedEvent[]> {
  const collected: RecordedEvent[] = [];
  for await (const event of events) collected.push(event);
  return collected;
}

describe('SqliteEventStore', () => {
  let folder: string;
  let path: string;
  const opened: SqliteEventStore[] = [];

  async function open(options: Partial<SqliteEventStoreOptions> = {}): Promise<SqliteEventStore> {
    const store = await SqliteEventStore.open({ path, ...options });
    opened.push(store);
    return store;
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-'));
    path = join(folder, 'ledger.db');
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
    rmSync(folder, { recursive: true });
  });

  describe('positions', () => {
    it('are gapless from 1, over conflicts, refusals, and closing', async () => {
      const first = await open();
      expect(await first.lastPosition()).toBeUndefined();
      const appends = Array.from({ length: 30 }, (_, index) =>
        first.append(streamName(`journey.default-${index % 7}`), [newEvent(), newEvent()], {
          expectedRevision: index % 3 === 0 ? 'NO_STREAM' : 'ANY',
        }),
      );
      const outcomes = await Promise.allSettled(appends);
      expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['fulfilled', 'rejected']));
      await first.close();
      const second = await open();
      await second.append(STREAM, [newEvent()], { expectedRevision: 'ANY' });
      const found = await collect(second.readAll());
      expect(found.map((event) => Number(event.position))).toEqual(found.map((_, index) => index + 1));
    });

    it('of another kind of store are refused', async () => {
      const store = await open();
      const after = position('5/3');
      await expect(collect(store.readAll({ after }))).rejects.toThrow(InvalidPositionError);
      const messages = store.subscribe({ after, signal: new AbortController().signal });
      await expect(messages.next()).rejects.toMatchObject({ code: 'POSITION_INVALID', position: '5/3' });
    });
  });

  describe('recordedAt', () => {
    it('is the given clock’s time, and never goes back with it', async () => {
      const times = [1_000, 5_000, 3_000, 6_000];
      const store = await open({ path: ':memory:', now: () => times.shift() ?? 0 });
      for (let count = 0; count < 4; count++) {
        await store.append(STREAM, [newEvent()], { expectedRevision: 'ANY' });
      }
      const recorded = (await collect(store.readAll())).map(({ recordedAt }) => recordedAt);
      expect(recorded).toEqual([1, 5, 5, 6].map((seconds) => `1970-01-01T00:00:0${seconds}.000Z`));
    });

    it('does not go back when the ledger is opened again', async () => {
      const first = await open({ now: () => 9_000 });
      await first.append(STREAM, [newEvent()], { expectedRevision: 'ANY' });
      await first.close();
      const second = await open({ now: () => 1_000 });
      await second.append(STREAM, [newEvent()], { expectedRevision: 'ANY' });
      const recorded = (await collect(second.readAll())).map(({ recordedAt }) => recordedAt);
      expect(recorded).toEqual(['1970-01-01T00:00:09.000Z', '1970-01-01T00:00:09.000Z']);
    });
  });

  describe('one writer', () => {
    it('refuses a second one in this process, by whatever name, until the first has closed', async () => {
      const link = join(folder, 'link.db');
      const first = await open();
      symlinkSync(path, link);
      for (const other of [path, link, join(folder, '.', '..', folder.split('/').at(-1) ?? '', 'ledger.db')]) {
        await expect(SqliteEventStore.open({ path: other })).rejects.toThrow(StoreLockedError);
      }
      expect(first.exclusive).toBe(true);
      await first.close();
      await expect(open()).resolves.toBeInstanceOf(SqliteEventStore);
    });

    it('refuses a second process with a sentence, and is free at once when the first is killed', async () => {
      const child = await holdInProcess(path);
      await expect(SqliteEventStore.open({ path })).rejects.toMatchObject({
        code: 'STORE_LOCKED',
        retryable: false,
        path,
        message: `The ledger in ${path} is open in another process. Stop that process, or give this one its own DATA_DIR.`,
      });
      await killChild(child);
      await expect(open()).resolves.toBeInstanceOf(SqliteEventStore);
    });

    it('refuses a second process though the lock file was removed, again and again', async () => {
      const child = await holdInProcess(path);
      rmSync(`${path}.lock`);
      await expect(SqliteEventStore.open({ path })).rejects.toThrow(StoreLockedError);
      await expect(SqliteEventStore.open({ path })).rejects.toThrow(StoreLockedError);
      await killChild(child);
      await expect(open()).resolves.toBeInstanceOf(SqliteEventStore);
    });

    it('lets go of the file where it could not be opened', async () => {
      writeFileSync(path, 'not a database '.repeat(1_000));
      await expect(SqliteEventStore.open({ path })).rejects.toThrow(StoreUnreadableError);
      rmSync(path);
      await expect(open()).resolves.toBeInstanceOf(SqliteEventStore);
    });
  });

  describe('read-only', () => {
    it('sees what the writer commits, in reads and in subscriptions, and refuses appends', async () => {
      const writer = await open();
      const reader = await open({ readOnly: true });
      expect(reader.exclusive).toBe(false);
      const control = new AbortController();
      const messages = reader.subscribe({ signal: control.signal });
      expect(await messages.next()).toEqual({ done: false, value: { kind: 'caught-up', position: undefined } });
      const live = messages.next();
      await writer.append(STREAM, [newEvent()], { expectedRevision: 'NO_STREAM' });
      const [event] = await collect(writer.readAll());
      expect(await live).toEqual({ done: false, value: event });
      expect(await collect(reader.readStream(STREAM))).toEqual([event]);
      expect(await reader.lastPosition()).toBe('1');
      const refused = reader.append(STREAM, [newEvent()], { expectedRevision: 'ANY' });
      await expect(refused).rejects.toThrow(StoreReadOnlyError);
      control.abort();
    });

    it('sees what another process commits, by looking again', async () => {
      await (await open()).close();
      const reader = await open({ readOnly: true, pollIntervalMs: 5 });
      const control = new AbortController();
      const messages = reader.subscribe({ signal: control.signal });
      await messages.next();
      const live = messages.next();
      // Another connection, which announces nothing: as a process of its own would.
      const other = connect(path);
      other.exec(
        "INSERT INTO categories VALUES (1, 'a'); INSERT INTO streams VALUES (1, 'a-1', 1);" +
          "INSERT INTO events VALUES (1, 1, 0, 1, 0, 'id', 'T', '{}', '{}', 0, NULL)",
      );
      other.close();
      expect((await live).value).toMatchObject({ stream: 'a-1', position: '1' });
      control.abort();
    });

    it.each([
      ['does not exist', (): void => undefined, StoreUnavailableError],
      ['is empty', (file: string): void => writeFileSync(file, ''), StoreUnreadableError],
    ])('refuses a file that %s', async (_, prepare, error) => {
      prepare(path);
      await expect(SqliteEventStore.open({ path, readOnly: true })).rejects.toThrow(error);
    });
  });

  describe('a file that is not a ledger', () => {
    it.each<[string, string, string]>([
      [
        'a newer ledger',
        `PRAGMA application_id = ${0x4a4c4752}; PRAGMA user_version = 99`,
        'written by a newer version',
      ],
      ['another application’s', 'CREATE TABLE things (a)', 'a database of another application'],
      ['another application’s, marked', 'PRAGMA application_id = 7', 'a database of another application'],
    ])('is refused and left alone: %s', async (_, sql, sentence) => {
      const other = connect(path);
      other.exec(sql);
      other.close();
      for (const readOnly of [false, true]) {
        const error: unknown = await SqliteEventStore.open({ path, readOnly }).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(StoreUnreadableError);
        expect(error).toMatchObject({ retryable: false, message: expect.stringContaining(sentence) });
        expect(error).toMatchObject({ message: expect.stringContaining(path) });
      }
    });

    it('is refused where it is damaged, or its folder is missing', async () => {
      writeFileSync(path, 'not a database '.repeat(1_000));
      await expect(SqliteEventStore.open({ path })).rejects.toThrow('damaged or no ledger');
      const lost = SqliteEventStore.open({ path: join(folder, 'missing', 'ledger.db') });
      await expect(lost).rejects.toThrow('its folder does not exist');
    });

    it('says so on a read that meets damage later', async () => {
      const store = await open();
      const events = Array.from({ length: 400 }, () => newEvent(`{"x":"${'x'.repeat(2_000)}"}`));
      await store.append(STREAM, events as [NewEvent, ...NewEvent[]], { expectedRevision: 'NO_STREAM' });
      await store.close();
      const damaged = join(folder, 'damaged.db');
      copyFileSync(path, damaged);
      // The first pages hold the schema; without those the ledger would not even open.
      const intact = 8 * 4_096;
      const file = openSync(damaged, 'r+');
      writeSync(file, Buffer.alloc(statSync(damaged).size - intact, 0xff), 0, undefined, intact);
      closeSync(file);
      const reader = await open({ path: damaged, readOnly: true });
      await expect(collect(reader.readAll())).rejects.toThrow(StoreUnreadableError);
    });
  });

  describe('a full disk', () => {
    it('refuses the append that does not fit, and takes the one beside it that does', async () => {
      const store = await open({ maxPages: 100 });
      const large = newEvent(`{"x":"${'x'.repeat(600_000)}"}`);
      const other = streamName('journey.default-2');
      const outcomes = await Promise.allSettled([
        store.append(other, [newEvent()], { expectedRevision: 'NO_STREAM' }),
        store.append(STREAM, [large], { expectedRevision: 'NO_STREAM' }),
        store.append(other, [newEvent()], { expectedRevision: 0n }),
        store.append(other, [newEvent()], { expectedRevision: 0n }),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
      expect(outcomes[1]).toMatchObject({ reason: expect.any(StoreFullError) });
      expect(outcomes[3]).toMatchObject({ reason: { code: 'REVISION_CONFLICT', actual: 1n } });
      expect((await collect(store.readAll())).map((event) => event.position)).toEqual(['1', '2']);
      await store.append(STREAM, [newEvent()], { expectedRevision: 'NO_STREAM' });
      expect(await store.health()).toMatchObject({ reachable: true, node: path });
    });
  });

  describe('health', () => {
    it('is down with the cause while the disk is full, and up by itself once there is space', async () => {
      const store = await open({ maxPages: 100 });
      const reader = await open({ readOnly: true });
      const append = (data: string): Promise<unknown> =>
        store.append(STREAM, [newEvent(data)], { expectedRevision: 'ANY' });
      await append('{}');
      expect(await store.health()).toMatchObject({ reachable: true, isWritable: true });
      const free = fillFile(path, 120);
      await expect(append(`{"x":"${'x'.repeat(20_000)}"}`)).rejects.toThrow(StoreFullError);
      for (let asked = 0; asked < 2; asked++) {
        expect(await store.health()).toEqual({
          ...{ reachable: false, isWritable: false, node: path, freeBytes: expect.any(Number) },
          reason: `The ledger in ${path} stores no appends: there is no space left for it. What was acknowledged is kept.`,
        });
      }
      free();
      expect(await store.health()).toMatchObject({ reachable: true, isWritable: true });
      await append('{}');
      expect(await collect(reader.readAll())).toHaveLength(2);
      expect(await reader.health()).not.toHaveProperty('isWritable');
    });

    it('says that its writer has ended, and why', async () => {
      const errors: string[] = [];
      const warnings: string[] = [];
      const store = await open({ log: { error: (text) => errors.push(text), warn: (text) => warnings.push(text) } });
      expect(store.lost()).toBeUndefined();
      alterFile(path, 'ALTER TABLE events RENAME TO moved');
      const append = store.append(STREAM, [newEvent()], { expectedRevision: 'ANY' });
      await expect(append).rejects.toThrow(StoreUnavailableError);
      expect(store.lost()).toMatch(
        /^The ledger in .* stores no appends: its writer failed \(no such table: .*events\)\. What .* is kept\.$/,
      );
      expect(await store.health()).toMatchObject({ reachable: false, isWritable: false, reason: store.lost() });
      expect(errors).toEqual([`${store.lost()} A new writer is started.`]);
      await store.close();
      expect([errors, warnings]).toEqual([errors.slice(0, 1), []]);
    });

    it('shows the free space of the disk, but not of memory', async () => {
      const { bavail, bsize } = statfsSync(folder);
      const { freeBytes = 0 } = await (await open()).health();
      expect(Math.abs(freeBytes - bavail * bsize)).toBeLessThan(0.1 * bavail * bsize);
      expect(await (await open({ path: ':memory:' })).health()).toEqual({
        ...{ reachable: true, node: ':memory:', isWritable: true },
      });
    });

    it.each([
      ['file', '', false],
      ['log', '-wal', false],
      ['file, seen by a reader,', '', true],
    ])('says that the %s was removed, or replaced by another', async (_what, suffix, readOnly) => {
      const writer = await open();
      await writer.append(STREAM, [newEvent()], { expectedRevision: 'NO_STREAM' });
      const store = readOnly ? await open({ readOnly }) : writer;
      expect(await store.health()).toMatchObject({ reachable: true, node: path });
      const copy = join(folder, 'copy');
      copyFileSync(`${path}${suffix}`, copy);

      rmSync(`${path}${suffix}`);
      const gone = { reachable: false, reason: expect.stringContaining(`${path}${suffix} was removed or replaced`) };
      expect(await store.health()).toMatchObject(gone);
      expect(store.lost()).toEqual(gone.reason);
      const more = writer.append(STREAM, [newEvent()], { expectedRevision: 0n });
      await expect(more).rejects.toThrow(StoreUnavailableError);
      await expect(more).rejects.toThrow(`${path}${suffix} was removed or replaced`);
      expect(await collect(writer.readStream(STREAM))).toHaveLength(1);
      copyFileSync(copy, `${path}${suffix}`);
      expect(await store.health()).toMatchObject(gone);
    });
  });

  describe('backup', () => {
    it.each(['file', 'memory'])('copies a ledger in %s into one that opens and takes appends', async (kind) => {
      const store = await open(kind === 'memory' ? { path: ':memory:' } : {});
      for (let count = 0; count < 5; count++) {
        await store.append(STREAM, [newEvent(), newEvent()], { expectedRevision: 'ANY' });
      }
      const target = join(folder, 'copy.db');
      await store.backup(target);
      await store.append(STREAM, [newEvent()], { expectedRevision: 9n });
      const copy = await open({ path: target });
      expect(await collect(copy.readAll())).toEqual((await collect(store.readAll())).slice(0, 10));
      expect((await copy.append(STREAM, [newEvent()], { expectedRevision: 9n })).position).toBe('11');
    });

    it('fails if the thread that copies is lost', async () => {
      const store = await open();
      jest.spyOn(Worker.prototype, 'on').mockImplementation(function (this: Worker, event, listener) {
        if (event === 'message') void this.terminate();
        return this.addListener(event, listener);
      });
      const backup = store.backup(join(folder, 'copy.db'));
      await expect(backup).rejects.toThrow('the thread that copies it has ended');
      jest.restoreAllMocks();
    });

    it('does not overwrite anything', async () => {
      const store = await open();
      await store.append(STREAM, [newEvent()], { expectedRevision: 'ANY' });
      const target = join(folder, 'copy.db');
      await store.backup(target);
      await expect(store.backup(target)).rejects.toThrow(StoreUnavailableError);
      await expect(store.backup(join(folder, 'missing', 'copy.db'))).rejects.toThrow(StoreUnavailableError);
      expect(existsSync(target)).toBe(true);
    });
  });

  it('has everything in its one file once it is closed', async () => {
    const store = await open();
    await store.append(STREAM, [newEvent(), newEvent()], { expectedRevision: 'NO_STREAM' });
    await store.close();
    const copy = join(folder, 'copy.db');
    copyFileSync(path, copy);
    expect(await collect((await open({ path: copy, readOnly: true })).readStream(STREAM))).toHaveLength(2);
  });
});
