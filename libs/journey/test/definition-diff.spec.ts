import * as fc from 'fast-check';
import {
  DEFINITION_SCHEMA,
  definitionDiff,
  definitionHash,
  statesConcerned,
  type DefinitionDocument,
} from '@ledger/journey';
import { paymentCallDocument } from '@ledger/journey/testing';
import { examples } from '@ledger/runtime/testing';

type State = DefinitionDocument['states'][string];

const BASE: DefinitionDocument = {
  id: 'Call',
  version: 1,
  title: 'A call',
  initial: 'A',
  states: {
    A: {
      title: 'First',
      timeout: { after: 'PT2M', target: 'B', escalation: 'desk' },
      transitions: [
        { target: 'B', event: 'GO', guard: 'context.n > 1' },
        { target: 'B', event: 'GO' },
        { target: 'C' },
      ],
    },
    B: { escalation: 'desk', transitions: [{ target: 'C' }] },
    C: { final: true, outcome: 'success' },
  },
  anyState: { transitions: [{ target: 'C', event: 'STOP' }] },
  context: { type: 'object', properties: { n: { type: 'number', default: 0 }, old: { type: 'string' } } },
  escalations: { desk: { kind: 'callback', queue: 'retention' }, other: { kind: 'queue', queue: 'q' } },
};

/** The base with another state. */
const withState = (stateId: string, state: (before: State) => State): DefinitionDocument => ({
  ...BASE,
  states: { ...BASE.states, [stateId]: state(BASE.states[stateId] ?? {}) },
});
const withTransitions = (change: (before: NonNullable<State['transitions']>) => State['transitions']) =>
  withState('A', (state) => ({ ...state, transitions: change(state.transitions ?? []) ?? [] }));
const withContext = (properties: object, more: object = {}): DefinitionDocument => ({
  ...BASE,
  context: { ...BASE.context, properties: { ...(BASE.context?.['properties'] as object), ...properties }, ...more },
});
const without = <Part extends object>(part: Part, name: keyof Part): Part =>
  Object.fromEntries(Object.entries(part).filter(([key]) => key !== name)) as Part;

/** Every kind of change: what it makes of the base, and what the difference says of it. */
const CHANGES: readonly (readonly [what: string, after: DefinitionDocument, change: object])[] = [
  ['a title', { ...BASE, title: 'Another' }, { part: 'definition', kind: 'changed', path: '/title' }],
  [
    'the initial state',
    { ...BASE, initial: 'B' },
    { part: 'definition', path: '/initial', message: 'The initial state is "B" instead of "A".' },
  ],
  ['an added state', withState('D', () => ({ final: true })), { part: 'state', kind: 'added', stateId: 'D' }],
  [
    'a removed state',
    { ...BASE, states: without(BASE.states, 'B') },
    { part: 'state', kind: 'removed', stateId: 'B', path: '/states/B', message: 'State "B" is removed.' },
  ],
  [
    'a state that is no longer final',
    withState('C', () => ({ outcome: 'success' })),
    { part: 'state', kind: 'removed', path: '/states/C/final', before: true },
  ],
  [
    'an outcome',
    withState('C', (state) => ({ ...state, outcome: 'failure' })),
    { message: 'State "C": outcome is "failure" instead of "success".' },
  ],
  [
    'a timeout',
    withState('A', (state) => ({ ...state, timeout: { ...state.timeout, after: 'PT3M' } })),
    { part: 'timeout', kind: 'changed', stateId: 'A', path: '/states/A/timeout/after', before: 'PT2M', after: 'PT3M' },
  ],
  [
    'a removed timeout',
    withState('A', (state) => without(state, 'timeout')),
    { part: 'timeout', kind: 'removed', stateId: 'A', path: '/states/A/timeout' },
  ],
  [
    'the escalation of a timeout',
    withState('A', (state) => ({ ...state, timeout: { after: 'PT2M', target: 'B' } })),
    { part: 'timeout', kind: 'removed', path: '/states/A/timeout/escalation' },
  ],
  [
    'a guard',
    withTransitions(([first, ...others]) => [
      { target: 'B', event: 'GO', ...first, guard: 'context.n > 2' },
      ...others,
    ]),
    {
      part: 'guard',
      kind: 'changed',
      path: '/states/A/transitions/0/guard',
      message: 'Guard of transition from "A" to "B" by "GO" is "context.n > 2" instead of "context.n > 1".',
    },
  ],
  [
    'a removed guard of one of two alike',
    withTransitions(([first, ...others]) => [without({ target: 'B', ...first }, 'guard'), ...others]),
    { part: 'guard', kind: 'removed', path: '/states/A/transitions/0/guard' },
  ],
  [
    'an added transition',
    withTransitions((all) => [...all, { target: 'A', guard: 'false' }]),
    { part: 'transition', kind: 'added', message: 'Transition from "A" to "A" is added, under false.' },
  ],
  [
    'a removed transition',
    withTransitions((all) => all.slice(0, 2)),
    { part: 'transition', kind: 'removed', path: '/states/A/transitions/2' },
  ],
  [
    'an event',
    withTransitions((all) => [...all.slice(0, 2), { target: 'C', event: 'END' }]),
    { part: 'transition', kind: 'added', path: '/states/A/transitions/2/event' },
  ],
  [
    'the order of transitions',
    withTransitions((all) => all.toReversed()),
    { part: 'transition', kind: 'reordered', message: 'The transitions of "A" are tried in another order.' },
  ],
  [
    'a transition of any state',
    { ...BASE, anyState: { transitions: [{ target: 'C', event: 'STOP', guard: 'false' }] } },
    { part: 'guard', kind: 'added', path: '/anyState/transitions/0/guard' },
  ],
  [
    'an escalation on entry',
    withState('B', (state) => without(state, 'escalation')),
    { part: 'escalation', kind: 'removed', stateId: 'B' },
  ],
  [
    'an escalation',
    { ...BASE, escalations: { ...BASE.escalations, desk: { kind: 'callback', queue: 'sales' } } },
    { part: 'escalation', kind: 'changed', path: '/escalations/desk/queue' },
  ],
  [
    'a removed escalation',
    { ...BASE, escalations: without(BASE.escalations ?? {}, 'other') },
    { part: 'escalation', kind: 'removed', path: '/escalations/other' },
  ],
  [
    'a context property',
    withContext({ tier: { type: 'string' } }),
    { part: 'context', kind: 'added', message: 'Context property tier is added: {"type":"string"}.' },
  ],
  [
    'a default',
    withContext({ n: { type: 'number', default: 1 } }),
    { part: 'context', path: '/context/properties/n/default', before: 0, after: 1 },
  ],
  ['a closed context', withContext({}, { additionalProperties: false }), { part: 'context', kind: 'added' }],
  [
    'a policy',
    { ...BASE, policies: { once: { kind: 'absence', state: 'ABORT_TIMEOUT' } } },
    { part: 'policy', kind: 'added', path: '/policies/once' },
  ],
  [
    'the rule of resuming',
    { ...BASE, resume: { within: 'PT1H' } },
    { part: 'definition', kind: 'added', message: 'The rule of resuming is added: {"within":"PT1H"}.' },
  ],
  ['an upgrade rule', { ...BASE, upgrade: { when: 'operator' } }, { part: 'upgrade', kind: 'added' }],
];

describe('the difference of two definitions', () => {
  it.each(CHANGES)('names %s, and nothing else', (_, after, change) => {
    const changes = definitionDiff(BASE, { ...after, version: 2 });
    expect(changes).toEqual([expect.objectContaining(change)]);
    expect(changes[0]?.message).toMatch(/\.$/);
    expect(definitionDiff(after, BASE)).not.toEqual([]);
  });

  it('leaves out no member that a document can have', () => {
    for (const member of Object.keys(DEFINITION_SCHEMA.properties).filter((name) => name !== 'version')) {
      const values: Readonly<Record<string, unknown>> = {
        states: { Z: {} },
        anyState: { transitions: [{ target: 'A' }] },
      };
      const named = {
        policies: { p: { kind: 'absence' } },
        escalations: { e: { kind: 'queue' } },
        context: { type: 'x' },
      };
      const after = { ...BASE, [member]: { ...values, ...named }[member] ?? 'another' } as DefinitionDocument;
      expect([member, definitionDiff(BASE, after).length]).not.toEqual([member, 0]);
    }
  });

  it('names a renamed state and not the transitions that lead to it', () => {
    const { B, ...others } = BASE.states;
    const A = {
      ...others['A'],
      timeout: { after: 'PT2M', target: 'BEE', escalation: 'desk' },
      transitions: (others['A']?.transitions ?? []).map((one) =>
        one.target === 'B' ? { ...one, target: 'BEE' } : one,
      ),
    };
    const after = { ...BASE, version: 2, states: { ...others, A, BEE: B ?? {} }, upgrade: { states: { B: 'BEE' } } };
    expect(definitionDiff(BASE, after)).toEqual([
      expect.objectContaining({ kind: 'renamed', stateId: 'B', message: 'State "B" is renamed to "BEE".' }),
      expect.objectContaining({ part: 'upgrade', kind: 'added' }),
    ]);
  });

  it('says in which states open journeys meet something else', () => {
    const concerned = (after: DefinitionDocument) => statesConcerned(BASE, definitionDiff(BASE, after));
    expect(concerned({ ...BASE, title: 'Another', initial: 'B' })).toEqual([]);
    expect(concerned(withState('A', (state) => ({ ...state, title: 'Another' })))).toEqual([]);
    expect(concerned(withTransitions((all) => all.slice(1)))).toEqual(['A']);
    expect(concerned({ ...BASE, states: without(BASE.states, 'B') })).toEqual(['B']);
    expect(concerned(withContext({ tier: {} }))).toEqual(['A', 'B']);
    expect(concerned({ ...BASE, anyState: { transitions: [] } })).toEqual(['A', 'B']);
    expect(
      concerned({ ...BASE, escalations: { ...BASE.escalations, desk: { kind: 'webhook', target: 'crm' } } }),
    ).toEqual(['A', 'B']);
    expect(concerned({ ...BASE, escalations: without(BASE.escalations ?? {}, 'other') })).toEqual([]);
  });

  it('is empty of a document and itself, whatever the order of its members', () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([name, member]) => [name, reversed(member)]),
            )
          : value;
    for (const document of [BASE, paymentCallDocument]) {
      expect(definitionDiff(document, { ...(reversed(document) as DefinitionDocument), version: 7 })).toEqual([]);
    }
  });

  it('is empty of two documents exactly if nothing but their versions differs, and names each change of several', () => {
    const mutations = fc.subarray(CHANGES.map((_, index) => index));
    fc.assert(
      fc.property(mutations, mutations, (first, second) => {
        const [one, other] = [first, second].map((chosen) => merged(chosen)) as [
          DefinitionDocument,
          DefinitionDocument,
        ];
        const changes = definitionDiff(one, other);
        const isSame = definitionHash({ ...one, version: 1 }) === definitionHash({ ...other, version: 1 });
        expect(changes.length === 0).toBe(isSame);
        // Back again there are as many parts that differ.
        const parts = (list: typeof changes) =>
          [
            ...new Set(list.map(({ part, stateId = '' }) => `${part === 'guard' ? 'transition' : part} ${stateId}`)),
          ].sort();
        expect(parts(definitionDiff(other, one))).toEqual(parts(changes));
      }),
      { numRuns: examples(2) },
    );
  });
});

/** The base with the members of several changed documents: of one member the last change counts. */
function merged(chosen: readonly number[]): DefinitionDocument {
  let document = BASE;
  for (const index of chosen) {
    const after = CHANGES[index]?.[1] ?? BASE;
    const states = { ...document.states };
    for (const stateId of Object.keys({ ...BASE.states, ...after.states })) {
      const state = after.states[stateId];
      if (state === undefined) delete states[stateId];
      else if (state !== BASE.states[stateId]) states[stateId] = state;
    }
    const members = Object.entries(after).filter(([name, value]) => value !== BASE[name as keyof DefinitionDocument]);
    document = { ...document, ...Object.fromEntries(members), states };
  }
  return document;
}
