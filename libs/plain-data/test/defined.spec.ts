import { defined } from '../src';

describe('defined', () => {
  it('leaves out what is undefined and keeps every other value, in order', () => {
    const members = defined({ first: 1, absent: undefined, nothing: null, empty: '', no: false, zero: 0 });

    expect(Object.entries(members)).toEqual([
      ['first', 1],
      ['nothing', null],
      ['empty', ''],
      ['no', false],
      ['zero', 0],
    ]);
  });

  it('leaves what it was given as it was', () => {
    const given = { kept: 1, absent: undefined };

    defined(given);

    expect(Object.keys(given)).toEqual(['kept', 'absent']);
  });
});
