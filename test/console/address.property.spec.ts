import fc from 'fast-check';
import { addressOf, pageAt } from '../../apps/console/src/address/address';
import {
  ANALYTICS_REPORTS,
  DEFINITION_VIEWS,
  INTERVALS,
  KEY_FILTERS,
  KEY_SORTS,
  OPERATION_TABS,
  OUTCOMES,
  SETTINGS_TABS,
  SORTS,
  STATUSES,
  type Page,
} from '../../apps/console/src/address/page';

/** Texts as states, channels and ids of definitions may be: all but control characters. */
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((each) => !/\p{Cc}/u.test(each));
/** A segment of a path that is a dot or two means another folder to every browser. */
const segment = text.filter((each) => !/^\.{1,2}$/.test(each));
const session = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/);
const count = fc.nat();
const version = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const days = fc.integer({ min: 1, max: 3_660 });
const instant = fc
  .date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Any of the fields, each given or not. */
function some<Fields extends object>(fields: { [Name in keyof Fields]: fc.Arbitrary<Fields[Name]> }) {
  return fc.record(fields, { requiredKeys: [] });
}

const pages: fc.Arbitrary<Page> = fc.oneof(
  some({ definition: text }).map((rest): Page => ({ page: 'now', ...rest })),
  some({
    definition: text,
    version,
    state: text,
    channel: text,
    status: fc.constantFrom(...STATUSES),
    overdue: fc.boolean(),
    enteredBefore: instant,
    startedFrom: instant,
    startedBefore: instant,
    path: text,
    reached: text,
    outcome: fc.constantFrom(...OUTCOMES),
    refusedAfter: instant,
    refusal: text,
    sort: fc.constantFrom(...SORTS),
  }).map((rest): Page => ({ page: 'find', ...rest })),
  fc
    .tuple(session, some({ rev: count, knownAt: instant, since: count, why: text, readers: fc.boolean() }))
    .map(([id, rest]): Page => ({ page: 'journey', id, ...rest })),
  some({ id: segment, version, view: fc.constantFrom(...DEFINITION_VIEWS), against: version, state: text }).map(
    (rest): Page => ({ page: 'definitions', ...rest }),
  ),
  some({
    tab: fc.constantFrom(...OPERATION_TABS),
    definition: text,
    state: text,
    status: text,
    open: text,
  }).map((rest): Page => ({ page: 'operations', ...rest })),
  some({
    report: fc.constantFrom(...ANALYTICS_REPORTS),
    definition: text,
    version,
    compare: version,
    channel: text,
    steps: text,
    days,
    interval: fc.constantFrom(...INTERVALS),
  }).map((rest): Page => ({ page: 'analytics', ...rest })),
  some({ definition: text, version, sandbox: text }).map((rest): Page => ({ page: 'try', ...rest })),
  some({
    tab: fc.constantFrom(...SETTINGS_TABS),
    tenant: text,
    keys: fc.constantFrom(...KEY_FILTERS),
    scope: text,
    sort: fc.constantFrom(...KEY_SORTS),
    ...{ open: text, session: text, route: text, from: instant, to: instant },
  }).map((rest): Page => ({ page: 'settings', ...rest })),
);

describe('the address of a page', () => {
  it('shows the same page again, through whatever a browser does to an address', () => {
    fc.assert(
      fc.property(pages, (page) => {
        const { pathname, search } = new URL(addressOf(page), 'http://127.0.0.1:3000');
        expect(pageAt(pathname, search)).toEqual(page);
      }),
    );
  });

  it('ignores what it cannot read, so that old links keep opening', () => {
    expect(pageAt('/journeys', '?overdue=perhaps&sort=colour&state=A')).toEqual({ page: 'find', state: 'A' });
    expect(pageAt('/journeys/call-1', '?rev=-1&knownAt=yesterday')).toEqual({ page: 'journey', id: 'call-1' });
  });

  it.each(['/nothing', '/operations/nothing', '/journeys/a/b', '/definitions/%E0%A4%A'])(
    'finds no page at %s',
    (path) => {
      expect(pageAt(path, '')).toBeUndefined();
    },
  );
});
