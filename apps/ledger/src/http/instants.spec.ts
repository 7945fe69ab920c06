import fc from 'fast-check';
import { instant, parseInstant } from './instants';

describe('parseInstant', () => {
  it.each([
    ['2026-11-02T09:30:00Z', '2026-11-02T09:30:00.000Z'],
    ['2026-11-02t09:30:00z', '2026-11-02T09:30:00.000Z'],
    ['2026-11-02T09:30:00.5Z', '2026-11-02T09:30:00.500Z'],
    ['2026-11-02T09:30:00.123456789Z', '2026-11-02T09:30:00.123Z'],
    ['2026-11-02T09:30:00+05:30', '2026-11-02T04:00:00.000Z'],
    ['2024-02-29T23:59:59-00:00', '2024-02-29T23:59:59.000Z'],
  ])('reads %s as %s', (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  it.each([
    '',
    'now',
    '2026-11-02',
    '2026-11-02T09:30:00',
    '2026-11-02 09:30:00Z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-32T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:61Z',
    '2026-01-01T00:00:00+25:00',
    '+012026-01-01T00:00:00Z',
    '2026-11-02T09:30:00Z\n',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
    expect(() => instant(text)).toThrow(TypeError);
  });

  it('keeps every instant that a date can write', () => {
    const date = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(fc.property(date, (given) => expect(parseInstant(given.toISOString())).toBe(given.toISOString())));
  });
});
