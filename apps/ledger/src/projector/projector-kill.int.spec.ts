import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { paymentCall } from '@ledger/journey/testing';
import { openSqliteReadModels, projectionDigest, type ReadModelDatabase } from '@ledger/projections';
import { LedgerScript, projectAll } from '@ledger/projections/testing';

const now = '2026-05-01T12:00:00.000Z';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'projector-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Projects in another process until it has been given so many events, and is killed as `kill -9` does. */
async function projectAndKill(ledgerPath: string, readModelsPath: string, killAt: number): Promise<void> {
  const child = fork(join(__dirname, 'projector-child.test-support.ts'), [ledgerPath, readModelsPath, String(killAt)], {
    execArgv: ['-r', join(__dirname, '../../../../scripts/run/register.cjs')],
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
}

async function digests(database: ReadModelDatabase): Promise<Record<string, string>> {
  const entries = database.projections.map(async ({ name }) => [name, await projectionDigest(database, name)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

describe('a projector that is killed', () => {
  it('resumes without a loss or a repeat, however often', async () => {
    const ledgerPath = join(folder, 'ledger.db');
    const readModelsPath = join(folder, 'read-models.db');
    const store = await SqliteEventStore.open({ path: ledgerPath });
    const script = new LedgerScript(store);
    await script.publish(paymentCall, now);
    const sessions = Array.from({ length: 60 }, (_, i) => `session-${i}`);
    for (const sessionId of sessions) await script.run(paymentCall, { type: 'StartJourney', sessionId, now });
    for (const targetStateId of ['AGENT', 'PAYMENT', 'DONE']) {
      for (const sessionId of sessions) {
        await script.run(paymentCall, { type: 'TransitionJourney', sessionId, now, targetStateId });
      }
    }
    // Counted from the checkpoint of the round before: at a batch's edge, within one, and at once.
    for (const killAt of [1, 14, 33, 52, 61, 20]) await projectAndKill(ledgerPath, readModelsPath, killAt);

    const survivor = await openSqliteReadModels({ path: readModelsPath });
    const notices: string[] = [];
    await projectAll(store, survivor, { onNotice: ({ kind }) => notices.push(kind) });
    const rebuilt = await openSqliteReadModels({ path: ':memory:' });
    await projectAll(store, rebuilt);
    expect(await digests(survivor)).toEqual(await digests(rebuilt));
    expect(notices).toEqual([]);
    await Promise.all([survivor.close(), rebuilt.close()]);
    await store.close();
  });
});
