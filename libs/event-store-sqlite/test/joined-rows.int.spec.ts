import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { streamName, type NewEvent, type RecordedEvent } from '@ledger/event-store';
import { SqliteEventStore } from '@ledger/event-store-sqlite';
import { examples } from '@ledger/runtime/testing';
import * as fc from 'fast-check';
import { connect } from '../src/database/driver';
import { LedgerReader } from '../src/reader/ledger-reader';
import { alterFile } from '../src/testing';

const CATEGORIES = ['journey.default'];
const LIMIT = 100;

interface AddedEvent extends NewEvent {
  readonly stream: number;
}

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', ' ', 'Grüße', '日本', '\u{1F600}', "it's"));
const event = fc
  .record({ stream: fc.nat({ max: 1 }), said: text, padding: fc.constantFrom(0, 10, 500, 20_000) })
  .map(({ stream, said, padding }) => ({
    stream,
    data: JSON.stringify({ said: said.toWellFormed(), padding: '.'.repeat(padding) }),
    metadata: JSON.stringify({ hash: said.toWellFormed() }),
  }));

/** What an altered row may hold. */
const damage = fc.constantFrom(
  "data = data || ' '",
  'metadata = metadata || char(0)',
  'id = upper(id)',
  'recorded_at = recorded_at + 1',
  'checksum = NULL',
  'checksum = checksum + 1',
  'revision = -5 - revision',
  "type = CAST(x'ff00fe' AS TEXT)",
  'unordered = 1 - unordered',
);

describe('A page that is read as one value', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-joined-'));
  const path = join(folder, 'ledger.db');
  let store: SqliteEventStore;
  let ids = 0;

  beforeAll(async () => {
    store = await SqliteEventStore.open({ path });
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  /** Gives the position that the events follow. */
  async function append(added: readonly Omit<AddedEvent, 'id' | 'type'>[]): Promise<number> {
    const before = Number((await store.lastPosition()) ?? 0);
    for (const { stream, data, metadata } of added) {
      const id = `6ba7b810-9dad-41d1-80b4-${(ids++).toString(16).padStart(12, '0')}`;
      const name = streamName(`journey.default-${stream}`);
      await store.append(name, [{ id, type: 'Happened', data, metadata }], { expectedRevision: 'ANY' });
    }
    return before;
  }

  /** By both ways: a query for categories has its rows one by one. */
  function pages(after: number): readonly [joined: RecordedEvent[], byRow: RecordedEvent[]] {
    const connection = connect(path);
    try {
      const reader = new LedgerReader(connection);
      return [reader.all(after, LIMIT, undefined), reader.all(after, LIMIT, CATEGORIES)];
    } finally {
      connection.close();
    }
  }

  it('gives the events that its rows give one by one, whatever they hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 8 }), async (added) => {
        const [joined, byRow] = pages(await append(added));
        expect(joined).toEqual(byRow);
        expect(joined.map(({ data }) => data)).toEqual(added.map(({ data }) => data));
      }),
      { numRuns: examples(0.5) },
    );
  });

  it('gives a damaged row as reading it by itself gives it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 1, maxLength: 4 }),
        damage,
        fc.nat(),
        async (added, change, nth) => {
          const before = await append(added);
          alterFile(path, `UPDATE events SET ${change} WHERE position = ?`, [before + 1 + (nth % added.length)]);
          const [joined, byRow] = pages(before);
          expect(joined).toEqual(byRow);
          expect(joined.filter(({ isChecked }) => isChecked !== true)).toHaveLength(1);
        },
      ),
      { numRuns: examples(0.5) },
    );
  });

  it('takes no row for whole whose texts divide otherwise, though its checksum fits', async () => {
    const before = await append([{ stream: 1, data: '{}', metadata: '{}' }]);
    const [sound] = pages(before)[0];
    expect(sound?.isChecked).toBe(true);
    const file = connect(path);
    const columns = 'revision, category, unordered, recorded_at';
    const [revision, category, unordered, at] = file
      .prepare(`SELECT ${columns} FROM events WHERE position = ?`)
      .get([before + 1]) as number[];
    file.close();
    const checked = `${before + 1} ${revision} ${category} ${unordered} ${at} ${sound?.stream} ${sound?.id} Happened {} {} {}`;
    const change = "UPDATE events SET data = '{}' || char(0) || '{}', checksum = ? WHERE position = ?";
    alterFile(path, change, [crc32(checked), before + 1]);
    const [joined, byRow] = pages(before);
    expect(joined).toEqual(byRow);
    expect(joined[0]?.damage).toBeDefined();
  });
});
