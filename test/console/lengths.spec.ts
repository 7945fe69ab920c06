import { isoWords } from '../../apps/console/src/parts/format';

describe('a length of time of a definition', () => {
  it.each([
    ['PT90S', '90 s'],
    ['PT0.5S', '0.5 s'],
    ['PT1H30M', '1 h 30 min'],
    ['P3DT10M', '3 days 10 min'],
    ['P1Y1M1W1DT1H1M1S', '1 year 1 month 1 week 1 day 1 h 1 min 1 s'],
    ['P2M', '2 months'],
    ['', ''],
  ])('is said of %s as %s', (iso, said) => {
    expect(isoWords(iso)).toBe(said);
  });
});
