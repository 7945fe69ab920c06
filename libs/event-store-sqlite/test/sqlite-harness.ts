import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_MAX_EVENT_BYTES } from '@ledger/event-store';
import type { Harness } from '@ledger/event-store/testing';
import { SqliteEventStore } from '../src';
import { floodAndKill, raceInProcesses } from './child-process';

/** About 400 KB. */
const FEW_PAGES = 100;
const RACING_PROCESSES = 4;
/** A kill comes after one to so many acknowledgements: while the file is created, in full run, and between. */
const MOST_ACKNOWLEDGED = 3_000;

/** A ledger in a file of a temporary folder. */
export async function openFileHarness(): Promise<Harness> {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  const path = join(folder, 'ledger.db');
  let store = await SqliteEventStore.open({ path });
  const reopen = async (): Promise<SqliteEventStore> => {
    await store.close();
    store = await SqliteEventStore.open({ path });
    return store;
  };
  return {
    get store() {
      return store;
    },
    maxEventBytes: DEFAULT_MAX_EVENT_BYTES,
    removesContents: true,
    reopen,
    race: async (stream, contenders, expected) => {
      // The store of this process has to let go: a ledger file has one writer at a time.
      await store.close();
      const attempts = contenders / RACING_PROCESSES;
      const outcomes = await raceInProcesses({ path, stream, expected: String(expected), attempts }, RACING_PROCESSES);
      store = await SqliteEventStore.open({ path });
      return outcomes;
    },
    openNearlyFull: () => SqliteEventStore.open({ path: join(folder, 'full.db'), maxPages: FEW_PAGES }),
    killDuringAppends: async () => {
      const killedPath = join(folder, 'killed.db');
      const streams = Array.from({ length: 16 }, () => `journey.default-${randomUUID()}`);
      const killAfter = 1 + Math.floor(Math.random() ** 2 * MOST_ACKNOWLEDGED);
      const acknowledged = await floodAndKill({ path: killedPath, streams }, killAfter);
      return { acknowledged, store: await SqliteEventStore.open({ path: killedPath }) };
    },
    dispose: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A ledger in memory. */
export async function openMemoryHarness(): Promise<Harness> {
  const store = await SqliteEventStore.open({ path: ':memory:' });
  return {
    store,
    maxEventBytes: DEFAULT_MAX_EVENT_BYTES,
    removesContents: true,
    openNearlyFull: () => SqliteEventStore.open({ path: ':memory:', maxPages: FEW_PAGES }),
    dispose: () => store.close(),
  };
}
