import fc from 'fast-check';
import { Client } from 'pg';
import { postgresForTests } from '@ledger/projections/testing';
import { bigintArray, textArray } from '../src/database/postgres-arrays';

/** PostgreSQL stores the symbol of a character that its texts cannot hold. */
const stored = (text: string | null): string | null => text?.replaceAll('\0', '\u2400').toWellFormed() ?? null;

describe('columns of rows as binary arrays of PostgreSQL', () => {
  const { readModels } = postgresForTests();

  it('come back as they were', async () => {
    const database = await readModels.open();
    const client = new Client({ connectionString: database.name.replace('//', '//postgres@') });
    await client.connect();
    try {
      const texts = fc.array(fc.option(fc.string({ unit: 'binary' })), { maxLength: 20 });
      const numbers = fc.array(fc.option(fc.maxSafeInteger()), { maxLength: 20 });
      await fc.assert(
        fc.asyncProperty(texts, numbers, async (text, number) => {
          const { rows } = await client.query<{ texts: (string | null)[]; numbers: (string | null)[] }>(
            'select $1::text[] as texts, $2::bigint[] as numbers',
            [textArray(text), bigintArray(number)],
          );
          expect(rows[0]?.texts).toEqual(text.map(stored));
          expect(rows[0]?.numbers.map((value) => (value === null ? null : Number(value)))).toEqual(number);
        }),
      );
    } finally {
      await client.end();
      await readModels.dispose(database);
    }
  });

  it('are refused for a number that is not whole', () => {
    expect(() => bigintArray([1.5])).toThrow(RangeError);
    expect(() => bigintArray(['x'])).toThrow('"x" should be a whole number.');
  });
});
