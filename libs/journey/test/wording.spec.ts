import { checkDefinition, compileDefinition, decide } from '../src';
import { minimal } from './small-definition.test-support';

const billing = compileDefinition({
  id: 'BillingCall',
  version: 1,
  initial: 'A',
  states: { A: { transitions: [{ target: 'B' }] }, B: { final: true } },
  context: {
    type: 'object',
    additionalProperties: false,
    properties: {
      verified: { type: 'boolean' },
      amount: { type: ['number', 'null'], minimum: 0 },
      cardLast4: { type: 'string', pattern: '^[0-9]{4}$', 'x-personal': true },
      desk: { $ref: '#/$defs/desk' },
      branch: { type: 'string', maxLength: 9, pattern: '^[a-z]*$' },
      plan: { enum: ['basic', 'premium'], 'x-personal': true },
      address: { type: 'object', required: ['street'], properties: { street: { type: 'string', minLength: 1 } } },
      lines: { type: 'array', maxItems: 2, items: { type: 'integer', exclusiveMaximum: 10 } },
      due: { type: 'string', format: 'date' },
      kind: { enum: ['voice', 'chat'] },
      fee: { const: 0 },
      code: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
    },
    allOf: [{ properties: { branch: { 'x-personal': true } } }],
    dependentRequired: { amount: ['verified'] },
    $defs: { desk: { type: 'string', maxLength: 3, 'x-personal': true } },
  },
});

describe('a rejected context names the field, what is wrong with it and what would be right', () => {
  const fields = 'verified, amount, cardLast4, desk, branch, plan, address, lines, due, kind, fee, code';

  it.each<[unknown, string]>([
    [{ note: 'x' }, `BillingCall version 1 has no context field "note"; it has ${fields}.`],
    [{ amont: 1 }, 'BillingCall version 1 has no context field "amont"; did you mean "amount"?'],
    [{ verified: true, amount: '12.50' }, 'amount must be a number or null; you sent the text "12.50".'],
    [{ verified: true, amount: -1 }, 'amount must be at least 0; you sent -1.'],
    [{ amount: 1 }, 'verified is missing; amount needs it.'],
    [{ address: {} }, 'address.street is missing.'],
    [{ address: { street: '' } }, 'address.street must have at least 1 character; it has 0.'],
    [{ lines: [1, 'two'] }, 'lines[1] must be a whole number; you sent the text "two".'],
    [{ lines: [1, 10] }, 'lines[1] must be less than 10; you sent 10.'],
    [{ lines: [1, 2, 3] }, 'lines must have at most 2 items; it has 3.'],
    [{ due: 'soon' }, 'due must have the format date; you sent the text "soon".'],
    [{ kind: 'voise' }, 'kind must be "voice" or "chat"; you sent the text "voise"; did you mean "voice"?'],
    [{ kind: ['voice'] }, 'kind must be "voice" or "chat"; you sent a list.'],
    [{ fee: 1 }, 'fee must be 0; you sent 1.'],
    [{ address: [] }, 'address must be an object; you sent a list.'],
    [
      { code: 1.5 },
      'code must be a text; you sent 1.5. code must be a whole number; you sent 1.5. code must match exactly one schema in oneOf.',
    ],
    [{ verified: 'x'.repeat(100) }, `verified must be true or false; you sent the text "${'x'.repeat(39)}….`],
  ])('%j: %s', (context, sentence) => {
    const command = { type: 'StartJourney', sessionId: 's-1', now: '2026-03-01T10:00:00.000Z' } as const;

    expect(decide({ ...command, context: context as never }, undefined, billing)).toEqual({
      kind: 'rejected',
      code: 'CONTEXT_INVALID',
      reason: sentence,
    });
  });

  it.each<[string, object]>([
    ['a personal field', { cardLast4: '4111111111111111' }],
    ['a field whose schema stands elsewhere', { desk: '4111111111111111' }],
    ['a field that another part of the schema marks', { branch: '4111' }],
    ['an unknown field', { card: '4111111111111111' }],
  ])('without the value of %s', (_what, context) => {
    expect(billing.contextErrors(context as never).join(' ')).not.toContain('4111');
  });

  it('without what the value of a personal field is like', () => {
    expect(billing.contextErrors({ plan: 'premiun' })).toEqual(['plan must be "basic" or "premium"; you sent a text.']);
  });
});

describe('a finding of the static check names the place, what is wrong and what would be right', () => {
  const guarded = (guard: string): object => minimal({ states: { A: { transitions: [{ target: 'A', guard }] } } });
  const withContext = (context: object): object => minimal({ context: { type: 'object', ...context } });
  const types = 'string, number, integer, boolean, array, object or null';

  it.each<[string, object, string]>([
    [
      'a misspelt type',
      withContext({ properties: { amount: { type: 'nmber' } } }),
      `/context/properties/amount: "nmber" is not a type; use ${types}. Did you mean "number"?`,
    ],
    [
      'a keyword of another type',
      withContext({ properties: { amount: { minimum: 'low' } } }),
      '/context/properties/amount/minimum: must be a number; it is the text "low".',
    ],
    [
      'a reference that leads nowhere',
      withContext({ properties: { amount: { $ref: '#/$defs/money' } } }),
      '/context: the reference "#/$defs/money" leads nowhere; define it under $defs.',
    ],
    [
      'an unknown dialect',
      withContext({ $schema: 'https://example.com/dialect' }),
      '/context: the dialect "https://example.com/dialect" is unknown; omit $schema for draft 2020-12.',
    ],
    [
      'a pattern that is not one',
      withContext({ properties: { code: { pattern: '(' } } }),
      '/context/properties/code/pattern: the pattern is not a regular expression: Unterminated group.',
    ],
    [
      'a default that does not fit',
      withContext({ properties: { amount: { type: 'number', default: 'none' } } }),
      'The default of amount does not fit its schema: amount must be a number; it is the text "none".',
    ],
    [
      'a misspelt member',
      minimal({ states: { A: { transision: [] } } }),
      '/states/A: "transision" is not a member; did you mean "transitions"?',
    ],
    [
      'a misspelt policy',
      minimal({ states: { A: { transitions: [{ target: 'A', onConflict: 'rety' }] } } }),
      '/states/A/transitions/0/onConflict: must be "reject", "retry", "merge" or "restart"; it is the text "rety"; did you mean "retry"?',
    ],
    [
      'a target with another case',
      minimal({ states: { A: { transitions: [{ target: 'a' }] } } }),
      '"a" is not a state',
    ],
    ['an unfinished guard', guarded('context.amount > 0 &&'), 'ends after "&&"; an expression is missing.'],
    ['an unclosed guard', guarded('(context.amount > 0'), 'lacks ")" at its end.'],
    ['a guard that assigns', guarded('context.a = 1'), 'has an unexpected "=" at character 11; write "==".'],
    ['a guard in words', guarded('context.a and context.b'), 'has an unexpected "and" at character 11; write "&&".'],
    ['a guard with a stray operator', guarded('1 +* 2 == 3'), 'has an unexpected "*" at character 4.'],
    ['a guard with an open text', guarded('channel == "voice'), 'begins at character 12 and lacks its closing quote.'],
    [
      'a guard that reads what is not there',
      guarded('verified == true'),
      'reads verified, which does not exist; a guard can',
    ],
    [
      'a guard that counts by number',
      guarded('visits(1) < 3'),
      "calls visits(int); visits takes one state id, as in visits('",
    ],
    [
      'a guard with an unknown function',
      guarded('upper(channel) == "X"'),
      'calls upper(dyn), which does not exist with these',
    ],
    [
      'a guard with types that do not meet',
      guarded('"a" > 1'),
      'has string > int, which CEL does not define for these types.',
    ],
    [
      'a guard that nests too deep',
      guarded(`${'('.repeat(40)}true${')'.repeat(40)}`),
      'is nested deeper than 32 levels.',
    ],
    ['a guard of blanks', guarded('  '), 'is empty; write an expression.'],
    [
      'a guard with a bad escape',
      guarded('channel == "\\q"'),
      'does not compile: Invalid escape sequence: \\q at character',
    ],
  ])('%s', (_what, document, sentence) => {
    const messages = checkDefinition(document).errors.map(({ message }) => message);

    expect(messages).toContainEqual(expect.stringContaining(sentence));
  });
});
