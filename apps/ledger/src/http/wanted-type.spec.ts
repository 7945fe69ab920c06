import { wantsCsv } from './wanted-type';

describe('wantsCsv', () => {
  it.each([
    [undefined, undefined, false],
    [undefined, '*/*', false],
    [undefined, 'application/json', false],
    [undefined, 'text/csv', true],
    [undefined, 'Text/CSV; charset=utf-8', true],
    [undefined, 'text/csv, */*;q=0.1', true],
    [undefined, 'text/csv;q=0.5, application/json', false],
    [undefined, 'application/json;q=0.5, text/csv;q=0.9', true],
    [undefined, 'application/*, text/csv;q=0.2', false],
    [undefined, 'text/csv;q=0', false],
    [undefined, 'text/csv;q=x', false],
    ['csv', 'application/json', true],
    ['json', 'text/csv', false],
  ])('by format %s and Accept %s: %s', (format, accept, wanted) => {
    expect(wantsCsv(format, accept)).toBe(wanted);
  });
});
