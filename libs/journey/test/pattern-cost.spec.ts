import { compileDefinition, type DefinitionDocument } from '../src';
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

  it('of a stored version that backtrack are ended, and judge other texts as ever', () => {
    const { contextErrors } = compiled({ properties: { text: { pattern: BACKTRACKS } } });
    expect(contextErrors({ text: `${'a'.repeat(60)}!` })).toEqual([
      'context has texts that are too long for the patterns of its schema; send shorter ones.',
    ]);
    expect(contextErrors({ text: 'aaa' })).toEqual([]);
    expect(contextErrors({ text: 'b' })).toHaveLength(1);
  });
});
