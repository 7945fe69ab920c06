import { checkDefinition, compileDefinition, decide, fold } from '../src';
import type { Context } from '../src';
import { minimal } from './small-definition.test-support';

const filled = (context: object, given: Context): Context =>
  compileDefinition(checkDefinition(minimal({ context })).document!).withDefaults(given);
const findings = (context: object): readonly (readonly [string, string])[] => {
  const { errors, warnings } = checkDefinition(minimal({ context }));
  return [...errors, ...warnings]
    .filter(({ code }) => /DEFAULT|KEYWORD/.test(code))
    .map(({ code, path }) => [code, path] as const);
};

const country = { type: 'object', properties: { country: { type: 'string', default: 'DE' } } };
const card = {
  ...{ type: 'object', required: ['kind'] },
  properties: { kind: { const: 'card' }, currency: { type: 'string', default: 'EUR' } },
};
const cash = {
  ...{ type: 'object', required: ['kind'] },
  properties: { kind: { const: 'cash' }, rounded: { type: 'boolean', default: true } },
};

describe('the defaults of a context', () => {
  it.each<[string, object, Context, Context]>([
    ['a property', { properties: { a: { default: 1 } } }, { b: 2 }, { a: 1, b: 2 }],
    [
      'a nested property',
      { properties: { home: country } },
      { home: { city: 'x' } },
      { home: { country: 'DE', city: 'x' } },
    ],
    [
      'a property that is there',
      { properties: { home: country } },
      { home: { country: 'FR' } },
      { home: { country: 'FR' } },
    ],
    [
      'a default that has defaults',
      { properties: { home: { ...country, default: {} } } },
      {},
      { home: { country: 'DE' } },
    ],
    [
      'an object that $ref describes',
      { $defs: { place: country }, properties: { home: { $ref: '#/$defs/place' } } },
      { home: {} },
      { home: { country: 'DE' } },
    ],
    [
      'an object that $ref describes by an anchor',
      { $defs: { place: { ...country, $anchor: 'here' } }, properties: { home: { $ref: '#here' } } },
      { home: {} },
      { home: { country: 'DE' } },
    ],
    [
      'a property whose $ref has it',
      { $defs: { x: { default: 7 } }, properties: { a: { $ref: '#/$defs/x' } } },
      {},
      { a: 7 },
    ],
    [
      'a context that is made of parts',
      { allOf: [{ properties: { a: { default: 1 } } }, country] },
      {},
      { a: 1, country: 'DE' },
    ],
    [
      'items',
      { properties: { list: { type: 'array', items: country } } },
      { list: [{}, { country: 'FR' }] },
      { list: [{ country: 'DE' }, { country: 'FR' }] },
    ],
    [
      'first items',
      { properties: { pair: { prefixItems: [{}, country] } } },
      { pair: [{}, {}, {}] },
      { pair: [{}, { country: 'DE' }, {}] },
    ],
    [
      'the branch of anyOf that fits',
      { properties: { paid: { anyOf: [card, cash] } } },
      { paid: { kind: 'cash' } },
      { paid: { kind: 'cash', rounded: true } },
    ],
    [
      'no branch of anyOf where two fit',
      { properties: { paid: { anyOf: [country, { properties: { x: { default: 1 } } }] } } },
      { paid: {} },
      { paid: {} },
    ],
    [
      'the branch of oneOf that fits, by $ref',
      { $defs: { card, cash }, properties: { paid: { oneOf: [{ $ref: '#/$defs/card' }, { $ref: '#/$defs/cash' }] } } },
      { paid: { kind: 'card' } },
      { paid: { kind: 'card', currency: 'EUR' } },
    ],
    [
      'a schema within itself',
      { $defs: { node: { properties: { n: { default: 0 }, next: { $ref: '#/$defs/node' } } } }, $ref: '#/$defs/node' },
      { next: { next: {} } },
      { n: 0, next: { n: 0, next: { n: 0 } } },
    ],
    [
      'a schema of its own name',
      { $id: 'https://a.test/c', properties: { p: { anyOf: [card, cash] } } },
      { p: { kind: 'cash' } },
      { p: { kind: 'cash', rounded: true } },
    ],
  ])('fill in %s', (_what, context, given, whole) => {
    const result = filled(context, given);
    expect(result).toEqual(whole);
    // What lacks nothing stays as it is.
    expect(filled(context, result)).toEqual(whole);
  });

  it('of a stored schema that refers to itself are filled in once', () => {
    const node = { default: {}, properties: { n: { default: 0 }, next: { $ref: '#/$defs/node' } } };
    const context = { $defs: { node }, properties: { next: { $ref: '#/$defs/node' } } };
    expect(filled(context, {})).toEqual({ next: { n: 0, next: {} } });
  });

  it('make no object for the sake of defaults within it', () => {
    expect(filled({ properties: { home: country } }, {})).toEqual({});
    expect(filled({ properties: { home: country } }, { home: 'text' })).toEqual({ home: 'text' });
  });

  it.each<[string, object, readonly (readonly [string, string])[]]>([
    ['defaults that apply', { $defs: { place: country }, properties: { home: { $ref: '#/$defs/place' } } }, []],
    ['branches that no value shares', { properties: { paid: { anyOf: [card, cash] } } }, []],
    [
      'a default of items, which are never absent',
      { properties: { list: { items: { type: 'string', default: 'x' } } } },
      [['DEFAULT_UNREACHABLE', '/context/properties/list/items']],
    ],
    [
      'keywords that JSON Schema does not know',
      {
        additionalProprties: false,
        'x-owner': 'team',
        properties: {
          a: { type: 'string', minLenght: 2 },
          minLenght: { $anchor: 'it', $comment: 'A name, not a keyword.' },
        },
      },
      [
        ['KEYWORD_UNKNOWN', '/context/additionalProprties'],
        ['KEYWORD_UNKNOWN', '/context/properties/a/minLenght'],
      ],
    ],
    ['a default of the context itself', { default: {} }, [['DEFAULT_UNREACHABLE', '/context']]],
    [
      'a default that only a condition reaches',
      { if: {}, then: { properties: { a: { default: 1 } } } },
      [['DEFAULT_UNREACHABLE', '/context/then/properties/a']],
    ],
    [
      'a default that nothing refers to',
      { $defs: { place: country } },
      [['DEFAULT_UNREACHABLE', '/context/$defs/place/properties/country']],
    ],
    [
      'branches that a value may share',
      { properties: { p: { anyOf: [country, card] } } },
      [['DEFAULT_AMBIGUOUS', '/context/properties/p/anyOf']],
    ],
    [
      'a nested default that does not fit',
      { properties: { home: { properties: { no: { type: 'string', default: 3 } } } } },
      [['CONTEXT_DEFAULT_INVALID', '/context/properties/home/properties/no/default']],
    ],
  ])('are told of when publishing: %s', (_what, context, told) => {
    expect(findings(context)).toEqual(told);
  });

  it('are recorded before the next event of a journey that lacks them', () => {
    const [before, after] = [{}, { properties: { home: country } }].map((context) =>
      compileDefinition(checkDefinition(minimal({ context })).document!),
    );
    const now = '2026-05-01T12:00:00.000Z';
    const start = decide(
      { type: 'StartJourney', sessionId: 's', now, context: { home: { city: 'x' } } },
      undefined,
      before!,
    );
    const events = start.kind === 'accepted' ? start.events : [];
    const state = fold(events.map((event, index) => ({ ...event, revision: BigInt(index), occurredAt: now })));
    const moved = decide({ type: 'TransitionJourney', sessionId: 's', now, targetStateId: 'B' }, state, after!);
    expect(moved).toMatchObject({
      events: [
        {
          type: 'ContextChanged',
          data: { set: { home: { country: 'DE', city: 'x' } }, unset: [], reason: 'schema-default' },
        },
        { type: 'JourneyTransitioned' },
      ],
    });
  });
});
