import fc from 'fast-check';
import { addressOf, pageAt } from '../../apps/console/src/address/address';
import type { Page } from '../../apps/console/src/address/page';
import { callAddress } from '../../apps/console/src/api/call-address';

const PATHS = [
  '/',
  '/journeys',
  '/journeys/a',
  '/definitions',
  '/definitions/a/1',
  '/operations',
  '/analytics',
  '/try',
];

const FIELDS = [
  ...['definition', 'version', 'state', 'channel', 'status', 'overdue', 'enteredBefore', 'startedFrom', 'outcome'],
  ...['startedBefore', 'refusedAfter', 'refusal', 'sort', 'rev', 'knownAt', 'since', 'why', 'id', 'view', 'against'],
  ...['tab', 'open', 'report', 'compare', 'steps', 'days', 'interval', 'sandbox', 'page', '__proto__', 'constructor'],
];

/** What links are cut, mistyped and forged into. */
const hostile = fc.oneof(
  fc.constantFrom(
    ...['', ' ', '0', '-1', '1e9', '1.5', '00', 'NaN', 'Infinity', '9007199254740991', '9007199254740992', '٣'],
    ...['+275760-09-13T00:00:00.000Z', '-271821-04-20T00:00:00.000Z', '10000-01-01', '0000-00-00', '2026-02-30'],
    ...['\u202e', '\u0000', '%', '%2F', '../..', 'true', 'null', 'undefined', '<script>', 'a'.repeat(2_001)],
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.date().map((date) => (Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString())),
  fc.integer().map(String),
);

/** Every text, also one that no address can have. */
const any = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom('\ud800', 'a/b?c#d%', '%2e', '\u202e'),
);

describe('an address that was cut, mistyped or forged', () => {
  const queries = fc.array(fc.tuple(fc.constantFrom(...FIELDS), hostile), { maxLength: 6 });

  it('shows a page whose fields are all in their ranges, and that has an address of its own', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PATHS), queries, (path, query) => {
        const page = pageAt(path, `?${new URLSearchParams(query).toString()}`);
        if (page === undefined) throw new Error(`There is no page at ${path}.`);
        for (const [field, value] of Object.entries(page) as [string, unknown][]) {
          if (typeof value === 'number') {
            expect([field, Number.isSafeInteger(value) && value >= 0]).toEqual([field, true]);
            expect(value).toBeLessThanOrEqual(field === 'days' ? 3_660 : Number.MAX_SAFE_INTEGER);
          }
          if (/^(?:entered|started|refused|known)/.test(field)) {
            expect(value).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
          }
          if (typeof value === 'string') expect(value).toMatch(/^[^\p{Cc}\p{Cs}]{1,2000}$/u);
        }
        const { pathname, search } = new URL(addressOf(page), 'http://ledger');
        expect(pageAt(pathname, search)).toEqual(page);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is read as if a field that is out of range were not there', () => {
    const read = (path: string, query: string): Page | undefined => pageAt(path, query);
    expect(read('/journeys/a', '?knownAt=%2B275760-09-13T00:00:00.000Z')).toEqual({ page: 'journey', id: 'a' });
    expect(read('/analytics', '?days=9007199254740991')).toEqual({ page: 'analytics' });
    expect(read('/analytics', '?days=0&version=0')).toEqual({ page: 'analytics' });
    expect(read('/definitions', '?id=&against=0')).toEqual({ page: 'definitions' });
  });

  it('is made also of what no address can have', () => {
    fc.assert(
      fc.property(any, any, (id, why) => {
        expect(() => new URL(addressOf({ page: 'journey', id, why }), 'http://ledger')).not.toThrow();
      }),
    );
  });
});

describe('the address of a call', () => {
  it('gives the ledger each part of the path and each value as it is', () => {
    /** Every browser takes these for another folder, however they are written. */
    const part = fc.string({ unit: 'grapheme', minLength: 1 }).filter((each) => !/^(?:\.|%2e){1,2}$/i.test(each));
    const hostilePart = fc.oneof(part, fc.constantFrom('a/b', 'a?b', 'a#b', 'a%2Fb', 'a b', '%', 'ä\u202e', '&x=1'));
    fc.assert(
      fc.property(hostilePart, hostilePart, (id, value) => {
        const { pathname, searchParams, hash } = new URL(
          callAddress(['v1', 'things', id], { value, none: undefined, limit: 3 }),
          'http://ledger',
        );
        expect([pathname.split('/').map(decodeURIComponent), [...searchParams], hash]).toEqual([
          ['', 'v1', 'things', id],
          [
            ['value', value],
            ['limit', '3'],
          ],
          '',
        ]);
      }),
    );
  });
});
