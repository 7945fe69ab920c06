import { Ajv2020 } from 'ajv/dist/2020';
import { checkDefinition, DEFINITION_SCHEMA } from '../src';
import { minimal } from './small-definition.test-support';

describe('the shape of a document', () => {
  it('is told by a schema that is valid itself', () => {
    const judge = new Ajv2020();
    expect([judge.validateSchema(DEFINITION_SCHEMA), judge.errors]).toEqual([true, null]);
  });

  it.each<[string, unknown, string, RegExp]>([
    ['no object', 'just text', '', /^The document must be an object; it is the text "just text"/],
    ['nothing', null, '', /^The document must be an object; it is null/],
    ['a missing member', { id: 'X' }, '', /^version is missing/],
    ['an unknown member', minimal({ colour: 'red' }), '', /^"colour" is not a member; it has id, version, /],
    [
      'an unknown member of a state',
      minimal({ states: { A: { exit: [] } } }),
      '/states/A',
      /^\/states\/A: "exit" is not a member; it has title, /,
    ],
    [
      'an unknown policy',
      minimal({ states: { A: { transitions: [{ target: 'A', onConflict: 'x' }] } } }),
      '/states/A/transitions/0/onConflict',
      /must be "reject", "retry", "merge" or "restart"/,
    ],
    [
      'an unknown outcome',
      minimal({ states: { A: { final: true, outcome: 'won' } } }),
      '/states/A/outcome',
      /must be "success", "failure" or "abandoned"/,
    ],
    [
      'a state id that cannot be joined with commas',
      minimal({ states: { 'A,B': {} } }),
      '/states',
      /"A,B" is not a state id/,
    ],
    [
      'an unknown rule of resuming',
      minimal({ resume: 'sometimes' }),
      '/resume',
      /"sometimes" is not a rule of resuming; use "always", "never" or \{ "within": "PT24H" \}/,
    ],
    ['a rule of resuming without its time', minimal({ resume: {} }), '/resume', /within is missing/],
    ['an id with a path', minimal({ id: '../x' }), '/id', /^\/id: "\.\.\/x" is not a name/],
    ['version 0', minimal({ version: 0 }), '/version', /must be at least 1; it is 0/],
    ['a fractional version', minimal({ version: 1.5 }), '/version', /must be a whole number; it is 1.5/],
    [
      'too many states',
      minimal({ states: Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`S${i}`, {}])) }),
      '/states',
      /must have at most 500 members; it has 501/,
    ],
    [
      'too long a guard',
      minimal({ states: { A: { transitions: [{ target: 'A', guard: 'x'.repeat(1001) }] } } }),
      '/states/A/transitions/0/guard',
      /must have at most 1,000 characters; it has 1,001/,
    ],
  ])('is refused: %s', (_what, input, path, message) => {
    const report = checkDefinition(input);
    expect(report.valid).toBe(false);
    const found = { code: 'SCHEMA_INVALID', path, message: expect.stringMatching(message) };
    expect(report.errors).toContainEqual(expect.objectContaining(found));
    expect(report).not.toHaveProperty('document');
  });

  it.each<[string, unknown]>([
    ['__proto__ as a state', JSON.parse('{"id":"X","version":1,"initial":"A","states":{"__proto__":{"final":true}}}')],
    ['constructor in the context schema', minimal({ context: { properties: { constructor: {} } } })],
    ['nesting beyond measure', minimal({ context: deep(100) })],
    ['a function', minimal({ context: { default: () => 1 } })],
    ['a text that is neither JSON nor YAML', '{ "id": '],
  ])('is refused as unreadable: %s', (_what, input) => {
    const report = checkDefinition(input);
    expect(report).toMatchObject({ valid: false, errors: [{ code: 'UNREADABLE' }] });
  });

  it('does not change with the object it was read from', () => {
    const input = minimal() as { states: { A: { transitions: { target: string }[] } } };
    const report = checkDefinition(input);
    input.states.A.transitions[0]!.target = 'ELSEWHERE';
    expect(report.document?.states['A']?.transitions?.[0]?.target).toBe('B');
  });

  it('is published as JSON Schema', () => {
    expect(JSON.parse(JSON.stringify(DEFINITION_SCHEMA))).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      additionalProperties: false,
    });
  });
});

function deep(depth: number): object {
  return depth === 0 ? {} : { not: deep(depth - 1) };
}
