import { checkDefinition, DEFINITION_SCHEMA } from '../src';
import { minimal } from './small-definition.test-support';

describe('the shape of a document', () => {
  it.each<[string, unknown, string, RegExp]>([
    ['no object', 'just text', '', /The document should be object/],
    ['nothing', null, '', /should be object/],
    ['a missing member', { id: 'X' }, '', /should have required property 'version'/],
    ['an unknown member', minimal({ colour: 'red' }), '', /unknown member "colour"/],
    ['an unknown member of a state', minimal({ states: { A: { exit: [] } } }), '/states/A', /unknown member "exit"/],
    [
      'an unknown policy',
      minimal({ states: { A: { transitions: [{ target: 'A', onConflict: 'x' }] } } }),
      '/states/A/transitions/0/onConflict',
      /should be one of "reject", "retry", "merge", "restart"/,
    ],
    [
      'a state id that cannot be joined with commas',
      minimal({ states: { 'A,B': {} } }),
      '/states',
      /has the name "A,B", which should be a state id/,
    ],
    ['an id with a path', minimal({ id: '../x' }), '/id', /should match/],
    ['version 0', minimal({ version: 0 }), '/version', />= 1/],
    ['a fractional version', minimal({ version: 1.5 }), '/version', /should be integer/],
    [
      'too many states',
      minimal({ states: Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`S${i}`, {}])) }),
      '/states',
      /NOT have more than 500/,
    ],
    [
      'too long a guard',
      minimal({ states: { A: { transitions: [{ target: 'A', guard: 'x'.repeat(1001) }] } } }),
      '/states/A/transitions/0/guard',
      /more than 1000/,
    ],
  ])('is refused: %s', (_what, input, path, message) => {
    const report = checkDefinition(input);
    expect(report.valid).toBe(false);
    expect(report.errors).toContainEqual({ code: 'SCHEMA_INVALID', path, message: expect.stringMatching(message) });
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
