import fc from 'fast-check';
import { GuardBudget } from '../src/guard/guard-cost';
import { compileGuard } from '../src/guard/compile-guard';
import { explainGuard, neededBy, type GuardPart } from '../src/guard/explain-guard';
import type { GuardScope } from '../src/guard/guard-scope';

const scopeOf = (context: GuardScope['context']): Omit<GuardScope, 'budget'> => ({
  context,
  channel: 'voice',
  now: '2026-11-02T09:30:00.000Z',
  visits: () => 2,
});

const condition = fc.constantFrom(
  'context.a',
  'context.b == true',
  "channel == 'voice'",
  "visits('IDENTIFY') < 3",
  'context.n > 1.5',
  '[1, 2].exists(x, x > context.n && context.a)',
);
const guard = fc.letrec<{ guard: string }>((tie) => ({
  guard: fc.oneof(
    { maxDepth: 3 },
    condition,
    fc.tuple(tie('guard'), fc.constantFrom('&&', '||'), tie('guard')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
    tie('guard').map((a) => `!(${a})`),
  ),
})).guard;
const context = fc.record({ a: fc.boolean(), b: fc.boolean(), n: fc.integer({ min: 0, max: 3 }) });

const holds = (expression: string, scope: Omit<GuardScope, 'budget'>): boolean => {
  const compiled = compileGuard(expression);
  if (!compiled.ok) throw new Error(`${expression} ${compiled.problem}`);
  return compiled.guard.evaluate({ ...scope, budget: new GuardBudget() }).holds;
};

/** What the operators make of the values of the parts. */
function combined({ operator, holds: value, parts }: GuardPart): boolean {
  switch (operator) {
    case 'all':
      return parts.every(combined);
    case 'any':
      return parts.some(combined);
    case 'not':
      return !parts.every(combined);
    case 'condition':
      return value;
  }
}

/** Whether no condition that is as it should be has changed. */
function keepsWhatHolds(before: GuardPart, after: GuardPart, wanted = true): boolean {
  if (before.operator === 'condition') return before.holds !== wanted || after.holds === before.holds;
  const inner = before.operator === 'not' ? !wanted : wanted;
  return before.parts.every((part, n) => keepsWhatHolds(part, after.parts[n] ?? part, inner));
}

describe('A guard taken apart', () => {
  it('has the value of the guard, which follows from those of its parts', () => {
    fc.assert(
      fc.property(guard, context, (expression, values) => {
        const part = explainGuard(expression, scopeOf(values));
        expect(part.holds).toBe(holds(expression, scopeOf(values)));
        expect(combined(part)).toBe(part.holds);
      }),
    );
  });

  it('needs nothing if it holds, and else what is false now and would make it true', () => {
    fc.assert(
      fc.property(guard, context, (expression, now) => {
        const needs = neededBy(explainGuard(expression, scopeOf(now)));
        const isHeld = holds(expression, scopeOf(now));
        expect(needs === '').toBe(isHeld);
        if (!isHeld) expect(holds(needs, scopeOf(now))).toBe(false);
      }),
    );
  });

  it('holds wherever what it needs comes true and all else stays', () => {
    fc.assert(
      fc.property(guard, context, context, (expression, now, later) => {
        const before = explainGuard(expression, scopeOf(now));
        const after = explainGuard(expression, scopeOf(later));
        fc.pre(!before.holds && holds(neededBy(before), scopeOf(later)));
        fc.pre(keepsWhatHolds(before, after));
        expect(after.holds).toBe(true);
      }),
    );
  });

  it('names the part that failed with its inputs', () => {
    const part = explainGuard('context.verified == true && (context.amount < 100.0 || context.approved)', {
      ...scopeOf({ verified: true, amount: 250, approved: false }),
    });
    expect(part).toMatchObject({
      operator: 'all',
      holds: false,
      parts: [
        { expression: 'context.verified == true', holds: true, inputs: { 'context.verified': true } },
        {
          operator: 'any',
          holds: false,
          parts: [
            { expression: 'context.amount < 100.0', holds: false, inputs: { 'context.amount': 250 } },
            { expression: 'context.approved', holds: false, inputs: { 'context.approved': false } },
          ],
        },
      ],
    });
    expect(neededBy(part)).toBe('context.amount < 100.0 || context.approved');
  });

  it.each([
    ['!context.blocked', { blocked: true }, '!(context.blocked)'],
    ['!(context.a && context.b)', { a: true, b: true }, '!(context.a) || !(context.b)'],
    ['context.a && !context.b', { a: false, b: true }, 'context.a && !(context.b)'],
    [
      'context.a && (context.b || context.c) && context.d',
      { a: true, b: false, c: false, d: false },
      '(context.b || context.c) && context.d',
    ],
    ['context.missing > 3', {}, 'context.missing > 3'],
  ])('%s on %j needs %s', (expression, values, needs) => {
    expect(neededBy(explainGuard(expression, scopeOf(values)))).toBe(needs);
  });
});
