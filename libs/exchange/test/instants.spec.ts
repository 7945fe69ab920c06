import fc from 'fast-check';
import { DateTime } from 'luxon';
import { csvMapping } from '../src';
import { instantReader } from '../src/time/instant';

describe('times without a format', () => {
  const read = instantReader({ zone: 'Europe/Berlin' });

  it.each([
    ['2026-03-02T08:15:00Z', '2026-03-02T08:15:00.000Z'],
    ['2026-03-02T08:15:00+01:00', '2026-03-02T07:15:00.000Z'],
    ['2026-03-02t08:15:00z', '2026-03-02T08:15:00.000Z'],
    ['2026-03-02 08:15:00+01:00', '2026-03-02T07:15:00.000Z'],
    ['2026-03-02 08:15:00.250000+01:00', '2026-03-02T07:15:00.250Z'],
    ['2026-03-02 08:15:00 UTC', '2026-03-02T08:15:00.000Z'],
    ['2026-03-02 08:15:00 -0530', '2026-03-02T13:45:00.000Z'],
    ['2026-03-02 08:15:00', '2026-03-02T07:15:00.000Z'],
    ['2026-03-02T08:15', '2026-03-02T07:15:00.000Z'],
    ['20260302T081500Z', '2026-03-02T08:15:00.000Z'],
    ['2026-061T08:15Z', '2026-03-02T08:15:00.000Z'],
    ['2026-W10-1T08:15Z', '2026-03-02T08:15:00.000Z'],
    ['2026-03-02', '2026-03-01T23:00:00.000Z'],
    ['1772439300', '2026-03-02T08:15:00.000Z'],
    ['1772439300.5', '2026-03-02T08:15:00.500Z'],
    ['1772439300250', '2026-03-02T08:15:00.250Z'],
    ['1772439300250999', '2026-03-02T08:15:00.250Z'],
    ['1772439300250999999', '2026-03-02T08:15:00.250Z'],
  ])('%s is %s', (text, at) => {
    expect(read(text)).toEqual({ at });
  });

  it.each([
    ...['08:15:00', '8:15', '2026', '2026-03', '2026-13-02T00:00:00Z', '2026-02-30', '2026-03-02 08:15', 'soon', ''],
    ...['2026-03-02T08:15:00+25:00', '17724393', '177243930012', '2026-03-02T08:15:00 Europe/Rome'],
  ])('%j is refused', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('agree with Luxon on any instant of RFC 3339, whatever its offset', () => {
    const instants = fc.date({ min: new Date(0), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.integer({ min: -14 * 60, max: 14 * 60 }), fc.boolean(), (date, offset, hasBlank) => {
        const text =
          DateTime.fromJSDate(date)
            .setZone(
              `UTC${offset < 0 ? '-' : '+'}${(Math.abs(offset) / 60) | 0}:${String(Math.abs(offset) % 60).padStart(2, '0')}`,
            )
            .toISO() ?? '';
        expect(read(hasBlank ? text.replace('T', ' ') : text)).toEqual({ at: date.toISOString() });
      }),
    );
  });
});

describe('times of a wall clock', () => {
  const read = instantReader({ format: 'd/M/yyyy H:mm', zone: 'Europe/Berlin' });

  it('in the hour that comes twice are the first of the two, and say so', () => {
    expect(read('25/10/2026 2:30')).toEqual({ at: '2026-10-25T00:30:00.000Z', clock: 'doubled' });
    expect(read('25/10/2026 1:59')).toEqual({ at: '2026-10-24T23:59:00.000Z' });
    expect(read('25/10/2026 3:00')).toEqual({ at: '2026-10-25T02:00:00.000Z' });
  });

  it('in the hour that is left out are an hour later, and say so', () => {
    expect(read('29/3/2026 2:30')).toEqual({ at: '2026-03-29T01:30:00.000Z', clock: 'missing' });
    expect(read('29/3/2026 3:00')).toEqual({ at: '2026-03-29T01:00:00.000Z' });
  });

  it('that name their offset leave no doubt', () => {
    const offset = instantReader({ format: 'd/M/yyyy H:mm ZZ', zone: 'Europe/Berlin' });
    expect(offset('25/10/2026 2:30 +01:00')).toEqual({ at: '2026-10-25T01:30:00.000Z' });
  });
});

describe('epochs by format', () => {
  it.each([
    ['X', '1772439300', '2026-03-02T08:15:00.000Z'],
    ['X', '5', '1970-01-01T00:00:05.000Z'],
    ['X', '1772439300.25', '2026-03-02T08:15:00.250Z'],
    ['x', '1772439300250', '2026-03-02T08:15:00.250Z'],
  ])('%s reads %s', (format, text, at) => {
    expect(instantReader({ format })(text)).toEqual({ at });
  });
  it('refuses other texts', () => {
    expect(instantReader({ format: 'x' })('1772439300.25')).toBeUndefined();
    expect(instantReader({ format: 'X' })('2026-03-02')).toBeUndefined();
  });
});

describe('a format that cannot be meant', () => {
  const mapping = (format: string, zone?: string) => () =>
    csvMapping({ caseId: 'a', activity: 'b', occurredAt: { column: 'c', format, zone } });

  it.each([
    ['dd/mm/yyyy HH:mm', /names the minute twice \(mm means minutes, MM months\)/],
    ['dd/mm/yyyy', /has no month: mm means minutes, MM months/],
    ['yyyy-MM-dd', undefined],
    ['DD/MM/YYYY HH:mm', /"DD", which is not a token of a time: write dd/],
    ['yyyy-MM-dd hh:mm', /h without a/],
    ['yyyy-MM-dd HH:mm a', /needs h instead of H/],
    ['yyyy-MM-dd hh:mm a', undefined],
    ['HH:mm:ss', /has no date; combine the columns/],
    ['dd HH:mm', /has no month/],
    ['yyyy-MM-dd:ss', /seconds and no minutes/],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSZZ", undefined],
    ['yyyy-MM-ddTHH:mm', /"T", which is not a token of a time: write 'T'/],
    ['kkkk-WW-c HH:mm', undefined],
    ['yyyy-ooo', undefined],
  ])('%s', (format, sentence) => {
    if (sentence === undefined) expect(mapping(format)).not.toThrow();
    else expect(mapping(format)).toThrow(sentence);
  });

  it('or a zone that is misspelt is refused, and the right one named', () => {
    expect(mapping('yyyy-MM-dd', 'Europe/Berln')).toThrow(
      /"Europe\/Berln" is not an IANA time zone, such as Europe\/Berlin/,
    );
    expect(mapping('yyyy-MM-dd', 'CEST')).toThrow(/is not an IANA time zone/);
    for (const zone of ['Europe/Berlin', 'utc', 'UTC+2', 'America/New_York'])
      expect(mapping('yyyy-MM-dd', zone)).not.toThrow();
  });
});
