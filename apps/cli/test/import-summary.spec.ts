import { ImportTally } from '../src/import/import-summary';

describe('the position of an import', () => {
  it('is the furthest that an answer named, in whichever order the lines were appended', () => {
    const tally = new ImportTally();
    for (const position of ['9', '12', '10', '100', '11']) {
      tally.add({ line: 1, outcome: 'ADVANCED', sessionId: 's', position });
    }
    expect(tally.summary(1).position).toBe('100');
  });

  it('is that of the others where a line names none', () => {
    const tally = new ImportTally();
    tally.add({ line: 1, outcome: 'CREATED', sessionId: 's', position: '7/7' });
    tally.add({ line: 2, outcome: 'NOT_FOUND', sessionId: 't', code: 'JOURNEY_NOT_FOUND' });
    expect(tally.summary(1).position).toBe('7/7');
  });

  it('is absent where nothing was answered', () => {
    expect(new ImportTally().summary(1).position).toBeNull();
  });
});
