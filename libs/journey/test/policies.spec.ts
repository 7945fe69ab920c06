import { examples } from '@ledger/runtime/testing';
import fc from 'fast-check';
import {
  ABORT_TIMEOUT_STATE,
  checkDefinition,
  type DefinitionDocument,
  type FoldableEvent,
  type PolicyDefinition,
  policyReview,
  type PolicyRules,
} from '../src';
import { type PolicyGraph, provePolicy } from '../src/policy/policy-proof';

const STATES = ['A', 'B', 'C', 'D'] as const;
const two = fc
  .tuple(fc.constantFrom(...STATES), fc.constantFrom(...STATES))
  .filter(([first, then]) => first !== then)
  .map(([first, then]) => ({ first, then }));
const one = fc.constantFrom(...STATES, ABORT_TIMEOUT_STATE).map((state) => ({ state }));
const within = fc.constantFrom(undefined, 'PT10S', 'PT30S');

/** Any sound policy over four states. */
const anyPolicy: fc.Arbitrary<PolicyDefinition> = fc
  .oneof(
    two.map((states) => ({ kind: 'precedence' as const, ...states })),
    fc.tuple(two, within).map(([states, time]) => ({ kind: 'response' as const, ...states, within: time })),
    two.map((states) => ({ kind: 'chainResponse' as const, ...states })),
    fc.tuple(one, within).map(([state, time]) => ({ kind: 'existence' as const, ...state, within: time })),
    fc
      .tuple(one, fc.constantFrom(undefined, 0, 1, 2))
      .map(([state, atMost]) => ({ kind: 'absence' as const, ...state, atMost })),
    two.map(({ first, then }) => ({ kind: 'notCoexistence' as const, states: [first, then] })),
  )
  .map((policy) => JSON.parse(JSON.stringify(policy)) as PolicyDefinition);

interface Entry {
  readonly stateId: string;
  readonly at: number;
}

/** What the templates of Declare say of a trace, word by word; `ended` if nothing follows, up to `now` nothing has. */
function keeps(
  policy: PolicyDefinition,
  trace: readonly Entry[],
  ended: boolean,
  now = Number.NEGATIVE_INFINITY,
): boolean {
  const { kind, first, then, state, states = [], atMost = 0, within: time } = policy;
  const ids = trace.map(({ stateId }) => stateId);
  const limit = time === undefined ? Number.POSITIVE_INFINITY : Number.parseInt(time.slice(2), 10);
  const end = Math.max(now, trace.at(-1)?.at ?? 0);
  const isOver = (since: number): boolean => ended || end > since + limit;
  switch (kind) {
    case 'precedence':
      return ids.every((id, i) => id !== then || ids.slice(0, i).includes(first ?? ''));
    case 'chainResponse':
      return ids.every((id, i) => id !== first || (i + 1 < ids.length ? ids[i + 1] === then : !ended));
    case 'response':
      return trace.every(
        ({ stateId, at }, i) =>
          stateId !== first ||
          trace.some((later, j) => j > i && later.stateId === then && later.at <= at + limit) ||
          !isOver(at),
      );
    case 'existence': {
      const start = trace[0]?.at ?? 0;
      return trace.some(({ stateId, at }) => stateId === state && at <= start + limit) || !isOver(start);
    }
    case 'absence':
      return ids.filter((id) => id === state).length <= atMost;
    case 'notCoexistence':
      return !states.every((id) => ids.includes(id));
  }
}

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

const START = Date.parse('2026-03-01T10:00:00.000Z');
const instant = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();

function event(type: string, data: object, revision: number, at: number): FoldableEvent {
  return { type, data, revision: BigInt(revision), occurredAt: instant(at) };
}

function history(trace: readonly Entry[]): readonly FoldableEvent[] {
  return trace.map(({ stateId, at }, index) =>
    index === 0
      ? event(
          'JourneyStarted',
          {
            definitionId: 'G',
            definitionVersion: 1,
            definitionHash: '',
            stateId,
            channel: null,
            context: {},
            enteredAt: instant(at),
          },
          0,
          at,
        )
      : event(
          'JourneyTransitioned',
          { from: trace[index - 1]?.stateId, to: stateId, enteredAt: instant(at) },
          index,
          at,
        ),
  );
}

describe('what broke a policy', () => {
  const isFinal = (stateId: string): boolean => stateId === 'D';

  it('is what the trace says, at any time', () => {
    const trace = fc
      .array(fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.integer({ min: 0, max: 20 })), { minLength: 1, maxLength: 8 })
      .chain((steps) => fc.tuple(fc.constant(steps), fc.boolean(), fc.integer({ min: 0, max: 40 })));
    fc.assert(
      fc.property(trace, anyPolicy, ([steps, ends, wait], policy) => {
        let at = 0;
        const entries = [...steps, ...(ends ? [['D', 5] as const] : [])].map(([stateId, pause], index) => {
          at += index === 0 ? 0 : pause;
          return { stateId, at };
        });
        const now = at + wait;
        const rulesOf = () => ({ policies: { p: policy }, isFinal });
        const { breaches, nextDeadline } = policyReview(history(entries), { rulesOf, now: instant(now) });
        expect(breaches.length > 0).toBe(!keeps(policy, entries, ends, now));
        expect(new Set(breaches.map(({ revision }) => revision)).size).toBe(breaches.length);
        for (const breach of breaches) expect(Date.parse(breach.at)).toBeLessThanOrEqual(START + now * 1_000);
        // What comes next is found at its time, and not before.
        if (nextDeadline !== undefined) {
          const later = Date.parse(nextDeadline);
          const found = (ms: number): number =>
            policyReview(history(entries), { rulesOf, now: new Date(ms).toISOString() }).breaches.length;
          expect([found(later), found(later + 1)]).toEqual([breaches.length, breaches.length + 1]);
        }
      }),
      { numRuns: examples(10) },
    );
  });

  it('is found once for each debt, and a restart does not reset the time of the interaction', () => {
    const policies = {
      served: { kind: 'existence', state: 'D', within: 'PT30S' },
      answered: { kind: 'response', first: 'A', then: 'B', within: 'PT10S' },
    } as const;
    const events = [
      ...history([{ stateId: 'A', at: 0 }]),
      event('JourneyRestarted', { from: 'A', to: 'A', reason: 'x', enteredAt: instant(20) }, 1, 20),
      event('JourneyMoved', { from: 'A', to: 'B', reason: 'x', enteredAt: instant(25) }, 2, 25),
    ];
    const { breaches } = policyReview(events, { rulesOf: () => ({ policies, isFinal }), now: instant(60) });
    expect(breaches).toEqual([
      {
        policy: 'answered',
        kind: 'response',
        revision: 0,
        at: instant(10),
        deadline: instant(10),
        policyVersion: 1,
      },
      {
        policy: 'served',
        kind: 'existence',
        revision: 0,
        at: instant(30),
        deadline: instant(30),
        policyVersion: 1,
      },
    ]);
  });

  it('follows a migration: the new version’s policies hold for the whole journey, under its names', () => {
    const policies = [
      { paid: { kind: 'precedence', first: 'A', then: 'B' } },
      { once: { kind: 'absence', state: 'AA', atMost: 1 } },
    ] as const;
    const rulesOf = (_: string, version: number): PolicyRules => ({ isFinal, policies: policies[version - 1] ?? {} });
    const events = [
      ...history([
        { stateId: 'A', at: 0 },
        { stateId: 'A', at: 1 },
        { stateId: 'B', at: 2 },
      ]),
      event('JourneyMigrated', { fromVersion: 1, toVersion: 2, toHash: '', stateMap: { A: 'AA', B: 'BB' } }, 3, 3),
    ];
    expect(policyReview(events.slice(0, 3), { rulesOf }).breaches).toEqual([]);
    const review = policyReview(events, { rulesOf });
    expect(review.breaches).toEqual([
      { policy: 'once', kind: 'absence', revision: 1, at: instant(1), stateId: 'AA', policyVersion: 2 },
    ]);
    expect(review.journey?.stateId).toBe('BB');
  });
});
