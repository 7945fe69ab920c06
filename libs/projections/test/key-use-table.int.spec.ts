import { KeyUseTable, type ReadModelDatabase } from '@ledger/projections';
import { everyDatabase } from './every-database.test-support';

describe.each(everyDatabase())('the last uses of keys on %s', (_, harness) => {
  let database: ReadModelDatabase;
  let table: KeyUseTable;
  beforeAll(async () => {
    database = await harness.open();
    table = new KeyUseTable(database);
  });
  afterAll(() => harness.dispose(database));

  const use = (keyId: string, minute: number, tenant = 'default') => ({
    ...{ tenant, keyId },
    usedAt: `2026-11-02T09:${minute}:00.000Z`,
  });

  it('are those of a tenant, the later one of each key, in whatever order they are written', async () => {
    await table.record([]);
    await table.record([use('a', 30), use('b', 31), use('a', 32, 'acme')]);
    await table.record([use('a', 29), use('b', 45)]);
    expect(await table.usesOf('default')).toEqual(
      new Map([
        ['a', '2026-11-02T09:30:00.000Z'],
        ['b', '2026-11-02T09:45:00.000Z'],
      ]),
    );
    expect(await table.usesOf('acme')).toEqual(new Map([['a', '2026-11-02T09:32:00.000Z']]));
    expect(await table.usesOf('other')).toEqual(new Map());
  });
});
