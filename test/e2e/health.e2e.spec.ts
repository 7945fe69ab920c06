import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { alterFile, fillFile } from '@ledger/event-store-sqlite/testing';
import { RunningLedger, StandingClock } from '../support/running-ledger';

const PAGES = 400;

describe('health of the embedded ledger', () => {
  let ledger: RunningLedger;
  const logged: string[] = [];
  const clock = new StandingClock('2026-03-01T10:00:00Z');

  beforeAll(async () => {
    const open = SqliteEventStore.open.bind(SqliteEventStore);
    const opened = jest
      .spyOn(SqliteEventStore, 'open')
      .mockImplementation((options) => open({ ...options, maxPages: PAGES }));
    // The log is made for a standard output that is watched from its beginning.
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => logged.push(String(text)) > 0);
    const alone = 'Its file is filled to the last page, removed and replaced.';
    ledger = await RunningLedger.start({ ROLES: 'api', LOG_LEVEL: 'error' }, { clock, alone });
    opened.mockRestore();
  });

  afterAll(async () => {
    await ledger.remove();
    jest.restoreAllMocks();
  });

  async function readiness(): Promise<unknown> {
    const reply = await ledger.get('/health/ready');
    const { ledger: check } = reply.json()['details'] as { ledger: object };
    return { code: reply.status, ...check };
  }

  async function figure(name: string): Promise<number> {
    const { text } = await ledger.get('/metrics');
    return Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1]);
  }

  it('is down while the disk is full, with the cause, and up by itself once there is space', async () => {
    const freeBytes: unknown = expect.any(Number);
    expect(await readiness()).toEqual({ code: 200, status: 'up', freeBytes });
    expect(await figure('ledger_writer_up')).toBe(1);
    expect(await figure('ledger_disk_free_bytes')).toBeGreaterThan(0);

    const path = join(ledger.dataDir, 'ledger.db');
    const free = fillFile(path, PAGES);
    let reply = await ledger.begin('first');
    // What is left of the last pages takes some journeys.
    for (let n = 0; n < 50 && reply.status === 201; n++) reply = await ledger.begin(`more-${n}`);
    expect(reply.json()).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
    expect(await readiness()).toEqual({
      ...{ code: 503, status: 'down', freeBytes },
      message: `The ledger in ${path} stores no appends: there is no space left for it. What was acknowledged is kept.`,
    });
    expect(await figure('ledger_writer_up')).toBe(0);

    free();
    expect(await readiness()).toEqual({ code: 200, status: 'up', freeBytes });
    expect(await figure('ledger_writer_up')).toBe(1);
    expect((await ledger.begin('after')).status).toBe(201);
  });

  it('asks for a restart once the file has been gone for 15 s, unless it is put back', async () => {
    const path = join(ledger.dataDir, 'ledger.db');
    renameSync(path, `${path}.away`);
    expect((await ledger.get('/health/ready')).status).toBe(503);
    // What was acknowledged now would be lost with the process.
    expect((await ledger.begin('removed')).json()).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
    clock.forward(14_999);
    expect((await ledger.get('/health/live')).status).toBe(200);
    clock.forward(1);
    const reply = await ledger.get('/health/live');
    expect([reply.status, reply.json()]).toEqual([
      ...[503, { status: 'error', message: expect.stringContaining(`${path} was removed or replaced`) }],
    ]);
    renameSync(`${path}.away`, path);
    expect((await ledger.get('/health/live')).json()).toEqual({ status: 'ok' });
    expect(await readiness()).toMatchObject({ code: 200, status: 'up' });
    expect((await ledger.begin('removed')).status).toBe(201);
  });

  it('logs why the writer ended, and asks for a restart 15 s later', async () => {
    const path = join(ledger.dataDir, 'ledger.db');
    // Commands read neither: an append fails, and so does what its writer does then.
    alterFile(path, 'ALTER TABLE categories RENAME TO moved');
    alterFile(path, "CREATE TRIGGER broken BEFORE INSERT ON events BEGIN SELECT raise(ABORT, 'no'); END");
    logged.length = 0;
    expect((await ledger.begin('last')).json()).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
    const cause =
      /stores no appends: (?:its writer failed \()?.*no such table: .*categories\)?\. What was acknowledged is kept\./;
    expect(logged.filter((line) => cause.test(line) && line.includes(path))).not.toEqual([]);
    expect((await ledger.get('/health/live')).status).toBe(200);
    expect(await readiness()).toMatchObject({ code: 503, message: expect.stringMatching(cause) as string });
    expect(await figure('ledger_writer_up')).toBe(0);
    clock.forward(15_000);
    const reply = await ledger.get('/health/live');
    expect([reply.status, reply.json()]).toEqual([
      503,
      { status: 'error', message: expect.stringMatching(cause) as string },
    ]);
  });
});
