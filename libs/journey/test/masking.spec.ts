import * as fc from 'fast-check';
import {
  ALL_PERSONAL,
  compileDefinition,
  eitherPersonal,
  hasPersonal,
  isPersonal,
  MASK,
  maskedContext,
  maskedEvent,
  maskedInputs,
  NOTHING_PERSONAL,
  personalDataOf,
  personalMarks,
  type Context,
} from '../src';
import { journeySpec, paymentCallDocument } from '../src/testing';
import { NOW, started } from './payment-call.test-support';

const PERSONAL = { type: 'string', 'x-personal': true } as const;
const PLANT = 'Zebra-4711';

/** What one schema leaves of a context. */
const masked = (schema: object, context: object) => {
  const { shown, masked: names } = maskedContext(
    context as Context,
    personalDataOf({ context: { type: 'object', ...schema } }),
  );
  return [shown, names];
};

describe('a context without what is personal', () => {
  it('is the same object if nothing is marked, and nothing of it is looked at', () => {
    const personal = personalDataOf({ context: { type: 'object', properties: { note: { type: 'string' } } } });
    const context = new Proxy<Context>({}, { ownKeys: () => fail('was looked at') });
    expect(personal).toBe(NOTHING_PERSONAL);
    expect(hasPersonal(personal)).toBe(false);
    expect(maskedContext(context, personal).shown).toBe(context);
  });

  it('lacks marked properties, and names those that it had', () => {
    const schema = { properties: { phone: PERSONAL, email: PERSONAL, verified: { type: 'boolean' } } };
    expect(masked(schema, { phone: PLANT, verified: true })).toEqual([{ verified: true }, ['phone']]);
  });

  it('lacks what is marked within a property, and keeps the rest of it', () => {
    const card = { type: 'object', properties: { last4: PERSONAL, brand: { type: 'string' } } };
    expect(masked({ properties: { card } }, { card: { last4: PLANT, brand: 'Visa' } })).toEqual([
      { card: { brand: 'Visa' } },
      ['card.last4'],
    ]);
  });

  it('lacks what is marked within the items of a list', () => {
    const phones = { type: 'array', items: { type: 'object', properties: { number: PERSONAL } } };
    const context = { phones: [{ number: PLANT, kind: 'home' }, { kind: 'work' }] };
    expect(masked({ properties: { phones } }, context)).toEqual([
      { phones: [{ kind: 'home' }, { kind: 'work' }] },
      ['phones[].number'],
    ]);
  });

  it.each([
    ['items', { type: 'array', items: PERSONAL }],
    ['prefixItems', { type: 'array', prefixItems: [{ type: 'string' }, PERSONAL] }],
    ['contains', { type: 'array', contains: PERSONAL }],
  ])('lacks a list of which %s are marked as a whole: the others would move up', (_, list) => {
    expect(masked({ properties: { list } }, { list: ['plain', PLANT], other: 1 })).toEqual([{ other: 1 }, ['list']]);
  });

  it.each([
    ['a reference', { properties: { phone: { $ref: '#/$defs/phone' } }, $defs: { phone: PERSONAL } }],
    [
      'a reference to a reference',
      { properties: { phone: { $ref: '#/$defs/a' } }, $defs: { a: { $ref: '#b' }, b: { $anchor: 'b', ...PERSONAL } } },
    ],
    ['a reference that leads nowhere known', { properties: { phone: { $ref: 'https://x.test/s' }, other: PERSONAL } }],
    ['allOf at the root', { allOf: [{ properties: { phone: PERSONAL } }] }],
    ['a branch of anyOf', { properties: { phone: { anyOf: [{ type: 'null' }, PERSONAL] } } }],
    ['a condition', { if: { properties: { a: {} } }, then: { properties: { phone: PERSONAL } } }],
    ['dependentSchemas', { dependentSchemas: { a: { properties: { phone: PERSONAL } } } }],
    ['patternProperties', { patternProperties: { '^ph': PERSONAL } }],
    ['additionalProperties', { properties: { a: {} }, additionalProperties: PERSONAL }],
    ['unevaluatedProperties', { unevaluatedProperties: PERSONAL }],
    ['a schema of the whole', PERSONAL],
  ])('lacks a property that is marked by %s', (_, schema) => {
    expect(masked(schema, { phone: PLANT })).toEqual([{}, ['phone']]);
    expect(isPersonal({ type: 'object', ...schema }, ['phone'])).toBe(true);
  });

  it('can be of a schema that refers to itself', () => {
    const tree = { properties: { name: PERSONAL, size: {}, kids: { type: 'array', items: { $ref: '#/$defs/tree' } } } };
    const context = { root: { name: PLANT, size: 1, kids: [{ name: PLANT, kids: [{ size: 3, name: PLANT }] }] } };
    expect(masked({ properties: { root: { $ref: '#/$defs/tree' } }, $defs: { tree } }, context)).toEqual([
      { root: { size: 1, kids: [{ kids: [{ size: 3 }] }] } },
      ['root.name', 'root.kids[].name', 'root.kids[].kids[].name'],
    ]);
  });

  it('lacks everything of a definition that is not known', () => {
    expect(maskedContext({ a: 1, b: 2 }, ALL_PERSONAL)).toEqual({ shown: {}, masked: ['a', 'b'] });
  });

  it('lacks what any of several versions marks', () => {
    const of = (name: string) => personalDataOf({ context: { type: 'object', properties: { [name]: PERSONAL } } });
    const either = eitherPersonal([of('phone'), NOTHING_PERSONAL, of('email')]);
    expect(maskedContext({ phone: PLANT, email: PLANT, a: 1 }, either)).toEqual({
      shown: { a: 1 },
      masked: ['phone', 'email'],
    });
  });

  it('never has a marked value, however schemas are nested', () => {
    const marked = fc.letrec<{ schema: object; value: unknown }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 5 },
        fc.constant({ ...PERSONAL }),
        fc.tuple(fc.constantFrom('allOf', 'anyOf', 'oneOf'), tie('schema')).map(([word, within]) => ({
          [word]: [{}, within],
        })),
        tie('schema').map((within) => ({ properties: { p: within, q: {} } })),
        tie('schema').map((within) => ({ items: within })),
        tie('schema').map((within) => ({ additionalProperties: within })),
      ),
      value: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom<unknown>('plain', 1, null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('p', 'q', 'r'), tie('value')),
      ),
    }));
    fc.assert(
      fc.property(marked.schema, fc.dictionary(fc.constantFrom('p', 'q', 'r'), marked.value), (schema, context) => {
        const planted = plant(schema, context as Context);
        const personal = personalDataOf({ context: schema as Readonly<Record<string, unknown>> });
        const { shown, masked: names } = maskedContext(planted.context, personal);
        expect(JSON.stringify(shown)).not.toContain(PLANT);
        expect(names.length > 0).toBe(planted.isPlanted);
      }),
    );
  });
});

/** The context with the plant instead of each text and number at a marked place, found by the paths. */
function plant(schema: object, context: Context): { readonly context: Context; readonly isPlanted: boolean } {
  let isPlanted = false;
  const root = schema as Context;
  const planted = (value: unknown, path: readonly string[]): unknown => {
    const isMarkedHere = Object.keys(context).length > 0 && isAt(root, path);
    if (isMarkedHere && path.length > 0) isPlanted = true;
    if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(value).map(([name, within]) => [name, planted(within, [...path, name])] as const);
      return Array.isArray(value) ? entries.map(([, within]) => within) : Object.fromEntries(entries);
    }
    return isMarkedHere ? PLANT : value;
  };
  return { context: planted(context, []) as Context, isPlanted };
}

/** Whether the value at a place is marked or within a marked one: as the schema reads, by a second way. */
function isAt(schema: unknown, path: readonly string[]): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  const read = schema as Record<string, unknown>;
  if (read['x-personal'] === true) return true;
  const branches = ['allOf', 'anyOf', 'oneOf'].flatMap((word) => (read[word] as readonly unknown[] | undefined) ?? []);
  if (branches.some((branch) => isAt(branch, path))) return true;
  const [name, ...rest] = path;
  if (name === undefined) return false;
  const properties = (read['properties'] ?? {}) as Record<string, unknown>;
  if (/^\d+$/.test(name)) return isAt(read['items'], rest);
  return isAt(Object.hasOwn(properties, name) ? properties[name] : read['additionalProperties'], rest);
}

describe('the marks of a version', () => {
  const of = (properties: object, more: object = {}) =>
    personalMarks({ context: { type: 'object', properties, ...more } });

  it('are the same text for versions that mark the same, whatever else they change', () => {
    expect(of({ phone: PERSONAL })).toBe(of({ note: { type: 'string' }, phone: { ...PERSONAL, maxLength: 9 } }));
    expect(of({ phone: PERSONAL })).not.toBe(of({ email: PERSONAL }));
    expect(of({ a: {} })).toBe(of({ b: {} }));
  });

  it('differ with the declared names where all others are marked', () => {
    const others = { additionalProperties: PERSONAL };
    expect(of({ a: {} }, others)).not.toBe(of({ a: {}, phone: {} }, others));
  });
});

describe('the inputs of a guard without what is personal', () => {
  const personal = personalDataOf({
    context: {
      type: 'object',
      properties: {
        card: { type: 'object', properties: { last4: PERSONAL, brand: {} } },
        'full-name': PERSONAL,
        cardless: { type: 'boolean' },
      },
    },
  });

  it('lack what they read of it, and what holds it', () => {
    const inputs = {
      'context.card.last4': PLANT,
      'context.card.brand': 'Visa',
      'context.card': { last4: PLANT },
      "context['full-name']": PLANT,
      'context.cardless': true,
      "visits('PAY')": 2,
      channel: 'voice',
    };
    expect(maskedInputs(inputs, personal)).toEqual({
      shown: { 'context.card.brand': 'Visa', 'context.cardless': true, "visits('PAY')": 2, channel: 'voice' },
      masked: ['card.last4', 'card', 'full-name'],
    });
  });

  it('lack it of the context that a guard takes whole', () => {
    const inputs = { context: { card: { last4: PLANT, brand: 'Visa' }, cardless: true } };
    expect(maskedInputs(inputs, personal)).toEqual({
      shown: { context: { card: { brand: 'Visa' }, cardless: true } },
      masked: ['card.last4'],
    });
  });

  it('lack all of the context of a definition that is not known', () => {
    const inputs = { 'context.a': 1, context: { a: 1 }, now: NOW };
    expect(maskedInputs(inputs, ALL_PERSONAL)).toEqual({ shown: { context: {}, now: NOW }, masked: ['a'] });
  });
});

describe('the payload of an event without what is personal', () => {
  const personal = personalDataOf({ context: { type: 'object', properties: { phone: PERSONAL } } });

  it.each([
    ['a start', { context: { phone: PLANT, a: 1 } }, { context: { a: 1 }, masked: ['phone'] }],
    ['a change', { set: { phone: PLANT }, unset: ['b'] }, { set: {}, unset: ['b'], masked: ['phone'] }],
    [
      'a guard',
      { guard: { expression: 'e', inputs: { 'context.phone': PLANT } } },
      { guard: { expression: 'e', inputs: {}, masked: ['phone'] } },
    ],
  ])('lacks it of %s, and says so', (_, data, shown) => {
    expect(maskedEvent(data, personal)).toEqual(shown);
  });

  it('is the same object if it has none', () => {
    const data = { from: 'A', to: 'B', set: { a: 1 } };
    expect(maskedEvent(data, personal)).toBe(data);
  });
});

describe('the mask as a value', () => {
  const document = {
    ...paymentCallDocument,
    context: {
      ...paymentCallDocument.context,
      properties: {
        ...(paymentCallDocument.context?.['properties'] as object),
        phone: PERSONAL,
        card: { type: 'object', properties: { last4: PERSONAL } },
        note: { type: 'string' },
      },
    },
  };
  const definition = compileDefinition(document);
  const { given } = journeySpec(definition, NOW);
  const change = (patch: Context) => given(started()).when({ type: 'ChangeContext', patch });

  it.each([
    ['phone', { phone: MASK }],
    ['card.last4', { card: { last4: MASK } }],
    ['card', { card: MASK }],
  ])('is refused for %s by name', (name, patch) => {
    change(patch).thenRejected('CONTEXT_INVALID', new RegExp(`^${name} is personal data.*omit it to keep its value`));
  });

  it('is refused of a start and of a transition, too', () => {
    const context = { phone: MASK };
    given()
      .when({ type: 'StartJourney', context })
      .thenRejected('CONTEXT_INVALID', /^phone is/);
    const move = { type: 'TransitionJourney', targetStateId: 'IDENTIFY', context } as const;
    given(started())
      .when(move)
      .thenRejected('CONTEXT_INVALID', /^phone is/);
  });

  it('is a text as any other for what is not personal, and personal data are written as ever', () => {
    expect(change({ note: MASK, phone: '+49 30 1' }).decision.kind).toBe('accepted');
  });
});
