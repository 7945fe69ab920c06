import { checkDefinition, compileDefinition, type DefinitionDocument } from '../src';
import { minimal } from './small-definition.test-support';

const compiled = (context: object) => compileDefinition(minimal({ context }) as DefinitionDocument);
const BACKTRACKS = '^(?!x)(a+)+$';

describe('the patterns of a context schema', () => {
  it('judge texts that are as long as a context may be', () => {
    const { contextErrors } = compiled({ properties: { text: { pattern: '^[a-z ]*$' } } });
    expect(contextErrors({ text: 'a b '.repeat(16_000) })).toEqual([]);
    expect(contextErrors({ text: 'a1' })).toHaveLength(1);
  });

  it('refuse a value that would cost too much, whose patterns are costly together', () => {
    const patterns = Array.from({ length: 40 }, (_, i) => ({ pattern: `^(a{${900 + i}}|b)*$` }));
    const { contextErrors } = compiled({ properties: { text: { allOf: patterns } } });
    expect(contextErrors({ text: 'a'.repeat(60_000) })).toEqual([
      'context has texts that are too long for the patterns of its schema; send shorter ones.',
    ]);
    expect(contextErrors({ text: 'b' })).toEqual([]);
  });

  it('are refused where compiling them would take long, each of them once', () => {
    const patterns = (count: number) => Array.from({ length: count }, (_, i) => ({ pattern: `^(?:a{700}|${i})$` }));
    const errorsOf = (count: number) =>
      checkDefinition(
        minimal({ context: { properties: { a: { allOf: patterns(count) }, b: { anyOf: patterns(count) } } } }),
      ).errors;
    expect(errorsOf(60)).toEqual([]);
    expect(errorsOf(80)).toEqual([
      {
        code: 'CONTEXT_SCHEMA_INVALID',
        path: expect.stringMatching(/^\/context/) as string,
        message: expect.stringMatching(
          /makes the patterns of the schema take 50,\d{3} steps for each character together, and 50,000 is the limit/,
        ) as string,
      },
    ]);
    // A version that is stored keeps as many as it has.
    expect(compiled({ properties: { a: { allOf: patterns(80) } } }).contextErrors({ a: 'b' })).not.toEqual([]);
  });

  it('of a stored version that backtrack are ended, and judge other texts as ever', () => {
    const { contextErrors } = compiled({ properties: { text: { pattern: BACKTRACKS } } });
    expect(contextErrors({ text: `${'a'.repeat(60)}!` })).toEqual([
      'context has texts that are too long for the patterns of its schema; send shorter ones.',
    ]);
    expect(contextErrors({ text: 'aaa' })).toEqual([]);
    expect(contextErrors({ text: 'b' })).toHaveLength(1);
  });
});
