import fc from 'fast-check';
import { Client } from 'pg';
import { postgresForTests } from '@ledger/projections/testing';
import { bigintArray, textArray } from '../src/database/postgres-arrays';

/** What PostgreSQL does not take in a text is written as its symbol. */
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
            [
              textArray(
                text.map((value) => [value]),
                0,
              ),
              bigintArray(
                number.map((value) => ['', value]),
                1,
              ),
            ],
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

  it('are refused where a number is none', () => {
    expect(() => bigintArray([[1.5]], 0)).toThrow(RangeError);
    expect(() => bigintArray([['x']], 0)).toThrow('"x" should be a whole number.');
  });
});
