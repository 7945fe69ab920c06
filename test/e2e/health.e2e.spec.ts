import { join } from 'node:path';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { fillFile } from '@ledger/event-store-sqlite/testing';
import { RunningLedger } from '../support/running-ledger';

const PAGES = 400;

describe('health of the embedded ledger', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    const open = SqliteEventStore.open.bind(SqliteEventStore);
    const opened = jest
      .spyOn(SqliteEventStore, 'open')
      .mockImplementation((options) => open({ ...options, maxPages: PAGES }));
    ledger = await RunningLedger.start({ ROLES: 'api' });
    opened.mockRestore();
  });

  afterAll(() => ledger.remove());

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
});
