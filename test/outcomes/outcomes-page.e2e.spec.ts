import { pageText } from '../support/doc-pages';
import { PAGE, pageWith, RACES, withoutNext } from './answer-page';
import { allAnswers, type AnswerTable } from './answers';

/** Compared line by line in what Jest prints; `npm run outcomes` mends it. */
const linesOf = (text: string): string[] => text.split('\n');

describe('the answers of a running ledger', () => {
  let tables: readonly AnswerTable[];
  beforeAll(async () => {
    tables = await allAnswers();
  });

  it('are those of the page on outcomes', () => {
    expect(linesOf(pageText(PAGE))).toEqual(linesOf(pageWith(tables)));
  });

  it.each(RACES)('are the same if %s or %s', (first, second) => {
    const answers = tables.flatMap(({ heading, columns }) => columns.map((column) => ({ heading, ...column })));
    const of = (situation: typeof first) =>
      answers.map(({ heading, name, answers: { [situation]: answer } }) => ({ heading, name, answer }));
    expect(of(first)).toEqual(of(second));
    expect(of(first).filter(({ answer }) => answer !== undefined).length).toBeGreaterThan(20);
  });

  it('have each outcome and code whose next step the page tells', () => {
    expect(withoutNext(tables)).toEqual([]);
  });
});
