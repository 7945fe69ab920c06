import { askedOfPersonal, type DefinitionDocument } from '../src';
import { minimal } from './small-definition.test-support';

const PHONE = { type: 'string', 'x-personal': true };
const CUSTOMER = { type: 'object', properties: { email: PHONE, tier: { type: 'string' } } };
const SCHEMA = { type: 'object', properties: { phone: PHONE, customer: CUSTOMER, lang: { type: 'string' } } };
const PLAIN = { type: 'object', properties: { phone: { type: 'string' }, lang: { type: 'string' } } };

const under = (guard: string, context: object = SCHEMA): DefinitionDocument =>
  minimal({ states: { A: { transitions: [{ target: 'A', guard }] } }, context }) as DefinitionDocument;
const published = [under("context.phone != ''")];

describe('what a document asks of the personal data of recorded journeys', () => {
  it.each([
    "context.phone.startsWith('+49')",
    "context['phone'] == '+49'",
    "context.customer.email == 'ann@example.com'",
    'context.customer != {}',
    "context[channel] == '+49'",
    "context.exists(name, context[name] == '+49')",
    "context.lang == 'de' && !(context.phone < '+5')",
  ])('is the guard %s', (guard) => {
    expect(askedOfPersonal(under(guard), published)).toBe(`the guard ${guard}`);
  });

  it('is also the guard of all states', () => {
    const document = {
      ...under("context.phone != ''"),
      anyState: { transitions: [{ target: 'B', guard: "context.phone == '1'" }] },
    };
    expect(askedOfPersonal(document, published)).toBe("the guard context.phone == '1'");
  });

  it.each<[string, object]>([
    ['a personal property', { ...SCHEMA, properties: { ...SCHEMA.properties, phone: { ...PHONE, pattern: '^.49' } } }],
    [
      'what holds one',
      { ...SCHEMA, properties: { ...SCHEMA.properties, customer: { type: 'object', maxProperties: 1 } } },
    ],
    ['a mark that is left out', { ...SCHEMA, properties: { ...SCHEMA.properties, phone: { const: '+49' } } }],
    ['the whole', { ...SCHEMA, not: { properties: { phone: { const: '+49' } } } }],
    ['names that are not listed', { ...SCHEMA, patternProperties: { '^ph': { const: '+49' } } }],
    [
      'another property, to which a personal one refers',
      { ...SCHEMA, properties: { ...SCHEMA.properties, phone: { $ref: '#/properties/lang' }, lang: { const: '+49' } } },
    ],
  ])('is a context schema that asks more of %s', (_what, context) => {
    expect(askedOfPersonal(under("context.phone != ''", context), published)).toBe('the context schema');
  });

  it.each<[string, DefinitionDocument]>([
    ['guards that a published version has', under("context.phone != ''")],
    ['guards of other data', under("context.lang == 'de' && context.customer.tier == 'gold' && visits('A') < 3")],
    ['another property', under('true', { ...SCHEMA, properties: { ...SCHEMA.properties, desk: { const: 7 } } })],
    ['what a context needs', under('true', { ...SCHEMA, required: ['lang'] })],
  ])('is nothing if it changes %s', (_what, document) => {
    expect(askedOfPersonal(document, published)).toBeUndefined();
  });

  it('counts what any published version marks', () => {
    const document = under("context.phone == '1'", PLAIN);
    expect(askedOfPersonal(document, [under('true', PLAIN), ...published])).toBe("the guard context.phone == '1'");
    expect(askedOfPersonal(document, [under('true', PLAIN)])).toBeUndefined();
  });
});
