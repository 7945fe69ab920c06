import { deadlineOf, isoDuration, parseDuration } from '../src';

const HOUR = 3_600_000;

describe('reading a duration', () => {
  it.each<[string | number, number]>([
    ['PT5M', 300_000],
    ['PT1.5H', 1.5 * HOUR],
    ['PT0.25S', 250],
    ['P1DT2H3M4S', 26 * HOUR + 184_000],
    ['P2W', 14 * 24 * HOUR],
    ['P1M', 31 * 24 * HOUR],
    ['P1Y', 366 * 24 * HOUR],
    [90, 90_000],
    [0.5, 500],
    ['90', 90_000],
    ['1.5', 1_500],
  ])('%s is %d ms', (value, ms) => {
    expect(parseDuration(value)).toEqual({ ok: true, ms });
  });

  it.each([
    ['', /ISO 8601/],
    ['P', /ISO 8601/],
    ['PT', /ISO 8601/],
    ['P1DT', /ISO 8601/],
    ['pt5m', /ISO 8601/],
    ['-PT5M', /ISO 8601/],
    ['PT-5M', /ISO 8601/],
    ['PT5M ', /ISO 8601/],
    ['PT0S', /longer than zero/],
    [0, /longer than zero/],
    [-5, /longer than zero/],
    [NaN, /100 years/],
    [Infinity, /100 years/],
    ['P101Y', /100 years/],
    ['9'.repeat(400), /100 years/],
    ['P' + '9'.repeat(400) + 'Y', /ISO 8601/],
    [null, /ISO 8601/],
    [{}, /ISO 8601/],
  ])('%j is refused', (value, reason) => {
    expect(parseDuration(value)).toEqual({
      ok: false,
      code: 'INVALID_DURATION',
      reason: expect.stringMatching(reason),
    });
  });
});

describe('a deadline', () => {
  it.each([
    ['2026-03-01T10:00:00.000Z', 'PT2M', '2026-03-01T10:02:00.000Z'],
    ['2026-01-31T10:00:00.000Z', 'P1M', '2026-02-28T10:00:00.000Z'],
    ['2024-02-29T10:00:00.000Z', 'P1Y', '2025-02-28T10:00:00.000Z'],
    ['2026-03-28T23:30:00.000Z', 'P1D', '2026-03-29T23:30:00.000Z'],
    ['2026-03-01T10:00:00.000Z', 'PT0.25S', '2026-03-01T10:00:00.250Z'],
    ['2026-03-01T10:00:00.000Z', 'P1MT1H', '2026-04-01T11:00:00.000Z'],
  ])('entered at %s, after %s, is %s', (enteredAt, after, deadline) => {
    expect(deadlineOf(enteredAt, { after })).toBe(deadline);
  });

  it('does not exist for text other than a duration', () => {
    expect(deadlineOf('2026-03-01T10:00:00.000Z', { after: 'soon' })).toBeUndefined();
  });
});

describe('writing a duration', () => {
  it.each([
    [0, 'PT0S'],
    [1_500, 'PT1.5S'],
    [60_000, 'PT1M'],
    [26 * HOUR + 61_000, 'P1DT2H1M1S'],
  ])('%d ms is %s', (ms, text) => {
    expect(isoDuration(ms)).toBe(text);
  });
});
