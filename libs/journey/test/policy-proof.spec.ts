import { examples } from '@ledger/runtime/testing';
import fc from 'fast-check';
import { ABORT_TIMEOUT_STATE, checkDefinition, type DefinitionDocument, type PolicyDefinition } from '../src';
import { type PolicyGraph, provePolicy } from '../src/policy/policy-proof';
import { anyPolicy, keeps, STATES } from './policies.test-support';

function concerns({ kind, first, then }: PolicyDefinition, ids: readonly string[]): boolean {
  if (kind === 'precedence') return ids.includes(then ?? '');
  return kind === 'response' || kind === 'chainResponse' ? ids.includes(first ?? '') : true;
}

const transitions = fc.array(
  fc.record(
    {
      target: fc.constantFrom(...STATES),
      event: fc.constantFrom('X', 'Y'),
      guard: fc.constantFrom(undefined, 'channel == "voice"'),
      onConflict: fc.constantFrom(undefined, undefined, undefined, 'restart' as const),
    },
    { requiredKeys: ['target', 'event'] },
  ),
  { maxLength: 2 },
);
const anyGraph = fc
  .record({
    states: fc.array(
      fc.record({ final: fc.boolean(), timeout: fc.constantFrom(undefined, 'A', 'D', null), transitions }),
      { minLength: 4, maxLength: 4 },
    ),
    shared: fc.oneof(fc.constant([]), fc.array(fc.record({ target: fc.constantFrom(...STATES) }), { maxLength: 2 })),
  })
  .map(({ states, shared }): DefinitionDocument => ({
    id: 'G',
    version: 1,
    initial: 'A',
    states: Object.fromEntries(
      states.map(({ final, timeout, transitions: own }, index) => [
        STATES[index] ?? 'A',
        final && index > 0
          ? { final: true }
          : {
              transitions: own,
              ...(timeout !== undefined && {
                timeout: { after: 'PT1M', ...(timeout !== null && { target: timeout }) },
              }),
            },
      ]),
    ),
    anyState: { transitions: shared },
  }));

/** Where a journey may go next, taken from the document itself. */
function next({ states, anyState, initial }: DefinitionDocument, from: string): readonly string[] {
  const here = states[from] ?? { final: true };
  if (here.final === true) return [];
  const options = [
    ...(here.transitions ?? []),
    ...(anyState?.transitions ?? []).filter(({ target }) => target !== from),
  ];
  const restart = options.some(({ onConflict }) => onConflict === 'restart') ? [initial] : [];
  return [
    ...new Set([...options.map(({ target }) => target), ...restart, here.timeout?.target ?? ABORT_TIMEOUT_STATE]),
  ];
}

/** All ways of a journey up to a number of states. */
function waysOf(document: DefinitionDocument, most: number): readonly (readonly string[])[] {
  const ways: (readonly string[])[] = [[document.initial]];
  for (const way of ways) {
    if (way.length >= most || ways.length > 20_000) continue;
    for (const stateId of next(document, way.at(-1) ?? '')) ways.push([...way, stateId]);
  }
  return ways;
}

const untimed = ({ within: _, ...policy }: PolicyDefinition): PolicyDefinition => policy;

describe('whether the states imply a policy', () => {
  it('is what all ways of a journey show', () => {
    const verdicts = new Map<string, number>();
    fc.assert(
      fc.property(anyGraph, anyPolicy, (document, policy) => {
        const { policies, errors } = checkDefinition(
          JSON.parse(JSON.stringify({ ...document, policies: { p: policy } })),
        );
        const [checked] = policies;
        if (checked === undefined) throw new TypeError(JSON.stringify(errors));
        const { verdict, example } = checked;
        verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
        expect(errors.some(({ code }) => code === 'POLICY_EXCLUDED')).toBe(verdict === 'excluded');
        const rule = untimed(policy);
        const ended = (way: readonly string[]): boolean => next(document, way.at(-1) ?? '').length === 0;
        const kept = (way: readonly string[]): boolean =>
          keeps(
            rule,
            way.map((stateId) => ({ stateId, at: 0 })),
            ended(way),
          );
        if (example !== undefined) {
          expect(kept(example)).toBe(false);
          example.slice(1).forEach((stateId, i) => expect(next(document, example[i] ?? '')).toContain(stateId));
        }
        const ways = waysOf(document, 8);
        if (example === undefined) {
          expect(verdict).toBe(policy.within === undefined ? 'proved' : 'watched');
          expect(ways.filter((way) => !kept(way))).toEqual([]);
        }
        const keptOnes = ways.filter((way) => ended(way) && concerns(rule, way) && kept(way));
        if (verdict === 'excluded') expect(keptOnes).toEqual([]);
        if (verdict === 'watched' && example !== undefined && ways.length <= 20_000) expect(keptOnes).not.toEqual([]);
      }),
      { numRuns: examples(3) },
    );
    expect([...verdicts.keys()].sort()).toEqual(['excluded', 'proved', 'watched']);
  });

  it('looks at what all states have in common a few times, however many states there are', () => {
    const ids = Array.from({ length: 300 }, (_, index) => `s${index}`);
    let looks = 0;
    const graph: PolicyGraph = {
      initial: 's0',
      isFinal: (stateId) => stateId === 's299',
      next: () => [],
      get shared() {
        looks += 1;
        return ids;
      },
    };
    const { verdict, example } = provePolicy({ kind: 'absence', state: 's7', atMost: 20 }, graph);
    expect([verdict, example?.filter((stateId) => stateId === 's7').length]).toEqual(['watched', 21]);
    expect(looks).toBeLessThan(10);
  });

  it('says why', () => {
    const document = {
      id: 'Pay',
      version: 1,
      initial: 'A',
      states: {
        A: { timeout: { after: 'PT1M' }, transitions: [{ target: 'B' }] },
        B: { timeout: { after: 'PT1M' }, transitions: [{ target: 'C' }] },
        C: { final: true },
      },
      policies: {
        ordered: { kind: 'precedence', first: 'A', then: 'C' },
        served: { kind: 'response', first: 'A', then: 'C', within: 'PT1H' },
        prompt: { kind: 'existence', state: 'A', within: 'PT1H' },
        never: { kind: 'absence', state: 'A' },
      },
    };
    const { policies, errors } = checkDefinition(document);
    expect(policies).toEqual([
      {
        name: 'ordered',
        kind: 'precedence',
        verdict: 'proved',
        message: 'The states imply it, unless an operator moves, restarts or migrates the journey.',
      },
      {
        name: 'served',
        kind: 'response',
        verdict: 'watched',
        message: 'A journey can break it, by A → ABORT_TIMEOUT.',
        example: ['A', 'ABORT_TIMEOUT'],
      },
      expect.objectContaining({
        name: 'prompt',
        verdict: 'watched',
        message: expect.stringMatching(/its time is watched/),
      }),
      expect.objectContaining({ name: 'never', verdict: 'excluded' }),
    ]);
    expect(errors).toEqual([
      {
        code: 'POLICY_EXCLUDED',
        path: '/policies/never',
        message: 'No journey can keep the policy "never"; a journey breaks it by A.',
      },
    ]);
  });

  it.each([
    [
      { kind: 'precedence', first: 'A' },
      'POLICY_INVALID',
      '/policies/p',
      /has no "then"; precedence needs "first" and "then"/,
    ],
    [
      { kind: 'absence', state: 'B', within: 'PT1M' },
      'POLICY_INVALID',
      '/policies/p/within',
      /absence has no "within"; it has "state", "atMost"/,
    ],
    [{ kind: 'response', first: 'A', then: 'A' }, 'POLICY_INVALID', '/policies/p/then', /same state/],
    [{ kind: 'notCoexistence', states: ['A', 'A'] }, 'POLICY_INVALID', '/policies/p/states', /one state twice/],
    [{ kind: 'existence', state: 'AA' }, 'POLICY_STATE_UNKNOWN', '/policies/p/state', /did you mean "A"/],
    [
      { kind: 'notCoexistence', states: ['A', 'X'] },
      'POLICY_STATE_UNKNOWN',
      '/policies/p/states/1',
      /"X" is not a state/,
    ],
    [{ kind: 'existence', state: 'A', within: '5m' }, 'DURATION_INVALID', '/policies/p/within', /ISO 8601/],
    [{ kind: 'existence', state: 'A', escalation: 'desk' }, 'ESCALATION_UNKNOWN', '/policies/p/escalation', /desk/],
    [{ kind: 'succession', state: 'A' }, 'SCHEMA_INVALID', '/policies/p/kind', /kind/],
    [{ kind: 'absence', state: 'A', atMost: 1000 }, 'SCHEMA_INVALID', '/policies/p/atMost', /20/],
  ])('refuses %j', (policy, code, path, message) => {
    const states = { A: { transitions: [{ target: 'B' }] }, B: { final: true } };
    const { errors } = checkDefinition({ id: 'P', version: 1, initial: 'A', states, policies: { p: policy } });
    expect(errors).toContainEqual({ code, path, message: expect.stringMatching(message) });
  });
});
