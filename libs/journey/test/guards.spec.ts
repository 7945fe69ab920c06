import { compileDefinition, GuardBudget } from '../src';
import type { CompiledDefinition, Context, GuardScope } from '../src';
import { paymentCall } from '../src/testing';

const scope: Omit<GuardScope, 'budget'> = {
  context: {
    n: 7,
    half: 7.5,
    s: 'gold',
    yes: true,
    none: null,
    list: [1, 2],
    nested: { deep: { x: 1 } },
    'org:unit': 'north',
  },
  channel: 'voice',
  now: '2026-03-01T10:00:00.000Z',
  visits: (stateId) => (stateId === 'IDENTIFY' ? 2 : 0),
};

const evaluate = (guard: string, over: Partial<GuardScope> = {}): ReturnType<CompiledDefinition['evaluateGuard']> =>
  paymentCall.evaluateGuard(guard, { ...scope, budget: new GuardBudget(), ...over });

describe('a guard', () => {
  it.each<[string, boolean]>([
    ['context.n > 5', true],
    ['context.n > 7', false],
    ['context.n >= 7 && context.n <= 7.0', true],
    ['context.n == 7', true],
    ['7 == context.n', true],
    ['context.n != 7', false],
    ['context.half > 7 && context.half < 8', true],
    ['context.n + 1 == 8.0', true],
    ['2 * context.n - 1 == 13.0', true],
    ['2 * context.n + 1 == 15', true],
    ['(1 + context.n) * 2 > context.n + 1', true],
    ["visits('IDENTIFY') * 1.5 == 3", true],
    ['context.n / 2 == 3.5', true],
    ['context.n % 2 == 1.0', true],
    ['context.n in [5, 7]', true],
    ["visits('IDENTIFY') < 3", true],
    ["visits('IDENTIFY') < context.n", true],
    ["visits('OTHER') == 0", true],
    ["channel == 'voice'", true],
    ["channel in ['chat', 'mail']", false],
    ["now > timestamp('2026-01-01T00:00:00Z')", true],
    ["now - timestamp('2026-03-01T09:00:00Z') == duration('1h')", true],
    ['now.getHours() >= 8 && now.getHours() < 18', true],
    ["context.s.startsWith('go')", true],
    ["context.s == 'gold' || context.missing == 1", true],
    ['context.yes', true],
    ['!context.yes', false],
    ['has(context.missing)', false],
    ['has(context.nested.deep)', true],
    ['context.nested.deep.x == 1', true],
    ["context['org:unit'] == 'north'", true],
    ['context.list.all(x, x > 0)', true],
    ['context.list.exists(x, x == 2)', true],
    ['size(context.list) == 2', true],
    ['context.none == null', true],
    ["context.none == 'gold'", false],
    ["context.n == '7'", false],
  ])('%s is %s', (guard, holds) => {
    expect(evaluate(guard)).toEqual({ holds, inputs: expect.anything() });
  });

  it('sees a journey without a channel', () => {
    expect(evaluate("channel == 'voice'", { channel: null })).toEqual({ holds: false, inputs: { channel: null } });
  });

  it.each<[string, Context]>([
    ['context.n > 5', { 'context.n': 7 }],
    ['context.nested.deep.x == 1 && context.yes', { 'context.nested.deep.x': 1, 'context.yes': true }],
    ["context['org:unit'] == 'north'", { "context['org:unit']": 'north' }],
    ["visits('IDENTIFY') < 3 && channel == 'voice'", { "visits('IDENTIFY')": 2, channel: 'voice' }],
    ['visits(context.s) < 3', { 'context.s': 'gold' }],
    ["visits(channel == 'voice' ? 'IDENTIFY' : '') < 3", { channel: 'voice', "visits('IDENTIFY')": 2 }],
    ['context.list.all(x, x < context.n)', { 'context.list': [1, 2], 'context.n': 7 }],
    ['has(context.missing)', {}],
    ['now.getHours() == 10', { now: '2026-03-01T10:00:00.000Z' }],
    ['context[context.s] == 1 || true', { context: scope.context, 'context.s': 'gold' }],
    ['true', {}],
  ])('%s leaves a trace of what it read', (guard, inputs) => {
    expect(evaluate(guard).inputs).toEqual(inputs);
  });

  it.each<[string, RegExp]>([
    ['context.missing == true', /No such key: missing/],
    ['context.s < 5', /no such overload/],
    ['context.s', /gave string instead of true or false/],
    ['context.none', /gave object instead of true or false/],
    ['1 / 0 == 1', /division by zero/],
    ['context.constructor == 1', /No such key: constructor/],
    ["context['__proto__'] == 1", /No such key: __proto__/],
    ['int(context.s) == 1', /int/],
    ['context.verified ==', /ends after "=="; an expression is missing/],
    ['x'.repeat(1001), /has 1,001 characters; the limit is 1,000/],
  ])('%s counts as false, with the error', (guard, error) => {
    expect(evaluate(guard)).toEqual({ holds: false, inputs: expect.anything(), error: expect.stringMatching(error) });
  });

  it.each([
    ['context.nested[context.s] == 1', 'No such key'],
    ["{'a': 1}[context.s] == 1", 'No such key'],
    ['context.list[int(context.n)] == 1', 'No such key: index out of bounds'],
    ['bool(context.s)', 'bool() conversion error: invalid string value'],
    ["duration(context.s) > duration('1s')", 'Invalid duration string'],
    ['timestamp(context.s) > now', 'timestamp() requires a string in ISO 8601 format'],
    ['now.getHours(context.s) == 1', 'Invalid argument'],
    ['int(context.n) * 4611686018427387904 > 0', 'integer overflow'],
  ])('%s says why it cannot be evaluated without a value that it read', (guard, error) => {
    expect(evaluate(guard)).toMatchObject({ holds: false, error });
  });

  describe('on a context that makes it costly', () => {
    const figures = Array.from({ length: 8_000 }, (_, i) => i % 10);
    const large: Context = { a: figures, b: figures.map(() => 11), text: 'x'.repeat(30_000), empty: [] };

    it.each([
      'context.a.exists(x, x in context.b)',
      'context.a.all(x, !(x in context.b))',
      'context.a.exists_one(x, x in context.b)',
      'context.a.filter(x, x in context.b).size() > 0',
      'context.a.map(x, x in context.b, x).size() > 0',
      'context.a.map(x, [x in context.b]).size() > 0',
      'context.a.exists(x, context.b == context.a)',
      'context.a.exists(x, size(context.a + context.b) == x)',
      "context.a.exists(x, context.text.contains('y'))",
      "context.a.exists(x, context.text + 'y' == 'y')",
      "context.a.exists(x, now.getHours('Europe/Berlin') == 25)",
      `context.a.map(x, [${'1,'.repeat(40)}x]).size() > 0`,
      // CEL absorbs the error here; the cost stands all the same.
      'context.a.exists(x, x in context.b) || true',
    ])('%s counts as false', (guard) => {
      expect(evaluate(guard, { context: large })).toMatchObject({
        holds: false,
        error: 'The guard costs more than 100,000 steps on this context.',
      });
    });

    it.each(['context.a.all(x, x >= 0 && x < 10)', '11 in context.b', 'context.empty.all(x, x in context.b)'])(
      '%s is evaluated, and costs the next evaluation nothing',
      (guard) => {
        for (let i = 0; i < 3; i += 1) expect(evaluate(guard, { context: large })).toMatchObject({ holds: true });
      },
    );
  });

  it('cannot change what it reads', () => {
    const before = structuredClone(scope.context);
    evaluate('context.list.map(x, x * 2) == [2, 4] && context.nested.deep.x == 1');
    expect(scope.context).toEqual(before);
  });

  it('is as good as false in a document that was never checked', () => {
    const definition = compileDefinition({
      id: 'Unchecked',
      version: 1,
      initial: 'A',
      states: { A: { transitions: [{ target: 'B', guard: 'nonsense(' }] }, B: { final: true } },
    });
    expect(definition.evaluateGuard('nonsense(', { ...scope, budget: new GuardBudget() })).toEqual({
      holds: false,
      inputs: {},
      error: expect.stringMatching(/^The guard ends after "\("/),
    });
  });
});
