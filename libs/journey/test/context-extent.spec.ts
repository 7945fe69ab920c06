import { checkDefinition } from '../src';
import { minimal } from './small-definition.test-support';

const problems = (context: object): readonly (readonly [string, string])[] =>
  checkDefinition(minimal({ context })).errors.map(({ code, path }) => [code, path] as const);

/** Each level names the next one twice: 2 to the power of 40 places. */
function doubling(): object {
  const levels = Array.from({ length: 40 }, (_, i) => {
    const next = { $ref: `#/$defs/l${i + 1}`, default: {} };
    return [`l${i}`, { properties: { a: next, b: next } }] as const;
  });
  return {
    $defs: { ...Object.fromEntries(levels), l40: {} },
    properties: { top: { $ref: '#/$defs/l0', default: {} } },
  };
}

function properties(count: number): object {
  const names = Array.from({ length: count }, (_, i) => [`p${i}`, { type: 'number', default: i }] as const);
  return { properties: Object.fromEntries(names) };
}

describe('a context schema without bounds is refused', () => {
  it.each<[string, object, string]>([
    ['that refers to itself', { properties: { next: { $ref: '#' } } }, '/context/properties/next/$ref'],
    [
      'that refers to itself through a part, with a default',
      {
        $defs: { n: { default: {}, properties: { next: { $ref: '#/$defs/n' } } } },
        properties: { n: { $ref: '#/$defs/n' } },
      },
      '/context/$defs/n/properties/next/$ref',
    ],
    [
      'that refers to itself by an $id within',
      { $id: 'https://a.test/c', properties: { a: { $ref: 'https://a.test/c' } } },
      '/context',
    ],
    ['with a dynamic reference', { properties: { a: { $dynamicRef: '#x' } } }, '/context/properties/a/$dynamicRef'],
    ['with an $id within', { properties: { a: { $id: 'b' } } }, '/context/properties/a/$id'],
    ['whose references double', doubling(), '/context'],
    ['with 6,000 properties', properties(6_000), '/context'],
  ])('%s', (_what, context, path) => {
    expect(problems(context)).toEqual([['CONTEXT_SCHEMA_INVALID', path]]);
  });

  it('and one of 900 properties with defaults is not', () => {
    expect(problems(properties(900))).toEqual([]);
  });
});
