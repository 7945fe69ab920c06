import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GENESIS_HASH,
  LedgerDamagedError,
  readEvents,
  sealEvents,
  streamName,
  UpcasterRegistry,
} from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { connect } from '../src/database/driver';
import { alterFile } from '../src/testing';

const STREAM = streamName('journey.default-1');
const folder = mkdtempSync(join(tmpdir(), 'ledger-schema-'));
const path = join(folder, 'ledger.db');

afterAll(() => rmSync(folder, { recursive: true }));

it('a ledger of schema 1 is upgraded: its rows have no checksum and are checked by their chain, later rows have one', async () => {
  const actor = { subject: 'flow', kind: 'caller' } as const;
  const metadata = { tenant: 'default', actor, schemaVersion: 1, occurredAt: '2026-01-31T12:00:00.000Z' };
  const draft = { id: '6ba7b810-9dad-41d1-80b4-00c04fd430c8', type: 'Happened', data: { n: 1 }, metadata };
  const first = sealEvents(STREAM, [draft], { revision: 0n, previousHash: GENESIS_HASH });
  const next = { ...draft, id: '6ba7b810-9dad-41d1-80b4-00c04fd430c9' };
  const second = sealEvents(STREAM, [next], { revision: 1n, previousHash: first.lastHash });

  const old = await SqliteEventStore.open({ path });
  await old.append(STREAM, first.events, { expectedRevision: 'NO_STREAM' });
  await old.close();
  const file = connect(path);
  file.exec('ALTER TABLE events DROP COLUMN checksum; PRAGMA user_version = 1');
  file.close();

  const store = await SqliteEventStore.open({ path });
  const read = () => readEvents({ store, upcasters: new UpcasterRegistry() }, STREAM);
  await store.append(STREAM, second.events, { expectedRevision: 0n });
  expect(await read()).toHaveLength(2);
  alterFile(path, 'UPDATE events SET recorded_at = recorded_at + 1 WHERE position = 1');
  expect(await read()).toHaveLength(2);
  alterFile(path, 'UPDATE events SET recorded_at = recorded_at + 1 WHERE position = 2');
  await expect(read()).rejects.toThrow(LedgerDamagedError);
  expect(store.damaged.names).toEqual([STREAM]);
  await store.close();
});
