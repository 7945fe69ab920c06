import { checkDefinition, compileDefinition, decide, fold, journeyView, MAX_SCOPE_STEPS } from '../src';
import type {
  CompiledDefinition,
  Context,
  DefinitionDocument,
  GuardScope,
  JourneyState,
  StartJourney,
  TransitionJourney,
} from '../src';
import { appendedBy } from '../src/testing';

const NOW = '2026-03-01T10:00:00.000Z';
const GUARDS = 200;
/** Each reads the text that the caller sent once for each element of the list: some 30,000 steps. */
const dear = (i: number): string => `context.list.all(x, !context.text.contains('y')) && context.last == ${i}`;
const text = 'x'.repeat(20_000);
const list = Array.from({ length: 100 }, () => 0);

const states = Object.fromEntries(
  Array.from({ length: GUARDS }, (_, i) => [`S${i}`, { transitions: [{ target: 'DONE' }] }] as const),
);
const document: DefinitionDocument = {
  id: 'Dear',
  version: 1,
  initial: 'START',
  states: {
    START: {
      transitions: Object.keys(states).map((target, i) => ({
        target,
        event: 'GO',
        guard: dear(i),
        onConflict: 'retry',
      })),
    },
    ...states,
    DONE: { final: true },
  },
  context: {
    type: 'object',
    properties: {
      text: { type: 'string' },
      list: { type: 'array', items: { type: 'number' } },
      last: { type: 'number' },
    },
  },
};

describe('hundreds of guards on a context that makes each of them costly', () => {
  it('are a version that the check lets pass', () => {
    expect(checkDefinition(document).errors).toEqual([]);
  });

  it('share what a decision may cost: those after it count as false', () => {
    const { definition, budgets } = watched();
    const decision = decide(go({}), journeyOf(definition, { text, list, last: GUARDS - 1 }), definition);
    expect(decision).toMatchObject({ kind: 'rejected', code: 'GUARD_FAILED' });
    // The command's, and that of the ways out in its refusal.
    expect(budgets()).toEqual([MAX_SCOPE_STEPS, MAX_SCOPE_STEPS]);
  });

  it('are asked once where a conflict is resolved', () => {
    const { definition, budgets } = watched();
    const state = journeyOf(definition, { text: 'x', list, last: 3 });
    expect(decide(go({ expectedRevision: 0n }), { ...state, revision: 1n }, definition)).toMatchObject({
      kind: 'accepted',
      events: [{ data: { to: 'S3' } }],
    });
    expect(budgets()).toHaveLength(1);
  });

  it('share what a view may cost', () => {
    const { definition, budgets } = watched();
    const view = journeyView('s', journeyOf(definition, { text, list, last: 1 }), definition, NOW, '0');
    expect(view.allowedTargets).toEqual(['S1']);
    expect(budgets()).toEqual([MAX_SCOPE_STEPS]);
  });

  it('say so of a guard that comes too late, and cost nothing then', () => {
    const { definition, scopes } = watched();
    journeyView('s', journeyOf(definition, { text, list, last: 1 }), definition, NOW, '0');
    const [scope] = [...scopes];
    if (scope === undefined) throw new Error('no guard was asked');
    expect(definition.evaluateGuard('context.last == 1', scope)).toEqual({
      holds: false,
      inputs: { 'context.last': 1 },
      error: 'The guards from this state cost more than 300,000 steps together on this context.',
    });
  });

  it('are all asked on a context of the usual size', () => {
    const { definition } = watched();
    const state = journeyOf(definition, { text: 'x', list, last: GUARDS - 1 });
    expect(decide(go({}), state, definition)).toMatchObject({ events: [{ data: { to: `S${GUARDS - 1}` } }] });
  });
});

/** The definition, and what the guards that it was asked for cost together, answer by answer. */
function watched(): { definition: CompiledDefinition; scopes: Set<GuardScope>; budgets: () => number[] } {
  const compiled = compileDefinition(document);
  const scopes = new Set<GuardScope>();
  const definition: CompiledDefinition = {
    ...compiled,
    evaluateGuard: (expression, scope) => {
      scopes.add(scope);
      return compiled.evaluateGuard(expression, scope);
    },
  };
  return { definition, scopes, budgets: () => [...scopes].map(({ budget }) => budget.spent) };
}

function go(over: Partial<TransitionJourney>): TransitionJourney {
  return { type: 'TransitionJourney', sessionId: 's', now: NOW, event: 'GO', ...over };
}

function journeyOf(definition: CompiledDefinition, context: Context): JourneyState {
  const start: StartJourney = { type: 'StartJourney', sessionId: 's', now: NOW, context };
  const state = fold(appendedBy(decide(start, undefined, definition), start, undefined));
  if (state === undefined) throw new Error('the journey did not start');
  return state;
}
