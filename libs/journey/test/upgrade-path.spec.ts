import { besideEarlier, checkDefinition, lineageOf, upgradePath, type DefinitionDocument } from '../src';
import { paymentCallDocument } from '../src/testing';

const { IDENTIFY, RETRY, WELCOME, ...others } = paymentCallDocument.states;
const context = paymentCallDocument.context as { readonly properties: object };
const propertiesWith = (more: object, keywords: object = {}) => ({
  context: { ...context, ...keywords, properties: { ...context.properties, ...more } },
});
const second = (over: Partial<DefinitionDocument> = {}): DefinitionDocument => ({
  ...paymentCallDocument,
  version: 2,
  ...over,
});
const from = (over: Partial<DefinitionDocument>) => upgradePath(paymentCallDocument, second(over));

/** IDENTIFY is called VERIFY, wherever it is named. */
const renamedStates = {
  ...others,
  VERIFY: IDENTIFY!,
  WELCOME: {
    ...WELCOME,
    transitions: [{ target: 'VERIFY', onConflict: 'retry' }, WELCOME!.transitions![1]!],
  },
  RETRY: { ...RETRY, transitions: [{ target: 'VERIFY', guard: "visits('VERIFY') < 3" }] },
} as const satisfies DefinitionDocument['states'];

describe('the default of when', () => {
  it('is resume where every state keeps its transitions', () => {
    expect(from({})).toEqual({ from: 1, when: 'resume', why: expect.stringMatching(/^Proven safe/) as string });
    expect(from({ title: 'Newer', states: { ...paymentCallDocument.states, NEW: { final: true } } }).when).toBe(
      'resume',
    );
  });

  it('is resume where a state is renamed and mapped, and operator where it is not mapped', () => {
    expect(from({ states: renamedStates, upgrade: { states: { IDENTIFY: 'VERIFY' } } }).when).toBe('resume');
    expect(from({ states: renamedStates })).toMatchObject({
      when: 'operator',
      why: expect.stringMatching(/^Not proven safe: .*"IDENTIFY" is gone; map it in \/upgrade\/states\./) as string,
    });
  });

  const { transitions = [] } = IDENTIFY!;
  it.each([
    ['a transition is gone', { transitions: transitions.slice(1) }, 'operator'],
    [
      'a guard differs',
      { transitions: transitions.map((one) => ({ ...one, guard: "channel == 'chat'" })) },
      'operator',
    ],
    ['an event differs', { transitions: transitions.map(({ event: _, ...one }) => one) }, 'operator'],
    ['a conflict is no longer resolved', { transitions: transitions.map(({ onConflict: _, ...o }) => o) }, 'operator'],
    [
      'another comes first for the event',
      { transitions: [{ target: 'AGENT', event: 'SCORED' }, ...transitions] },
      'operator',
    ],
    ['another comes last', { transitions: [...transitions, { target: 'DONE', event: 'DONE' }] }, 'resume'],
    [
      'a transition of another event comes first',
      { transitions: [{ target: 'DONE', event: 'DONE' }, ...transitions] },
      'resume',
    ],
    ['the state ends journeys', { transitions: undefined, final: true }, 'operator'],
    ['the timeout differs', { timeout: { after: 'PT9M' } }, 'resume'],
  ] as const)('where %s', (_, state, when) => {
    const states = {
      ...paymentCallDocument.states,
      IDENTIFY: { ...IDENTIFY, ...state },
    } as DefinitionDocument['states'];
    expect(from({ states }).when).toBe(when);
  });

  it.each([
    [
      'a required property has a default',
      propertiesWith({ tier: { type: 'string', default: 'basic' } }, { required: ['tier'] }),
      'resume',
    ],
    ['a required property has none', propertiesWith({ tier: { type: 'string' } }, { required: ['tier'] }), 'operator'],
    ['a property takes more', propertiesWith({ note: { type: ['string', 'null'], maxLength: 200 } }), 'resume'],
    ['a property takes less', propertiesWith({ note: { type: 'string', maxLength: 50 } }), 'operator'],
    ['a property has another type', propertiesWith({ fraudScore: { type: 'string' } }), 'operator'],
    ['a property has another default', propertiesWith({ fraudScore: { type: 'number', default: 3 } }), 'resume'],
    [
      'a nested object wants a property',
      propertiesWith({
        address: { type: 'object', required: ['country'], properties: { country: { type: 'string' } } },
      }),
      'operator',
    ],
    [
      'a nested object has a default for what it wants',
      propertiesWith({
        address: { type: 'object', required: ['country'], properties: { country: { type: 'string', default: 'DE' } } },
      }),
      'resume',
    ],
    ['the context is closed', propertiesWith({}, { additionalProperties: false }), 'operator'],
    ['there is no schema any more', { context: undefined }, 'resume'],
    [
      'the default is that of an allOf',
      propertiesWith(
        {},
        { allOf: [{ required: ['tier'], properties: { tier: { type: 'string', default: 'basic' } } }] },
      ),
      'resume',
    ],
  ] as const)('where %s', (_, over, when) => {
    expect(from(over as Partial<DefinitionDocument>).when).toBe(when);
  });

  it('compares closed contexts by what they know, without what is dropped', () => {
    const closed = { ...context, additionalProperties: false };
    const before = { ...paymentCallDocument, context: closed };
    const { note: _, ...kept } = context.properties as { readonly note: object };
    const without = { context: { ...closed, properties: kept } };
    expect(upgradePath(before, second(without))).toMatchObject({
      when: 'operator',
      why: expect.stringMatching(/The context has no note any more; list it in \/upgrade\/drop/) as string,
    });
    expect(upgradePath(before, second({ ...without, upgrade: { drop: ['note'] } })).when).toBe('resume');
  });

  it('is found for the largest graphs', () => {
    const names = Array.from({ length: 500 }, (_, n) => `S${n}`);
    const large = {
      ...paymentCallDocument,
      initial: 'S0',
      states: Object.fromEntries(names.map((name) => [name, { transitions: [] }])),
      anyState: { transitions: names.slice(0, 200).map((target) => ({ target, event: `TO_${target}` })) },
    };
    // Comparing each transition with each would take minutes.
    expect(upgradePath(large, { ...large, version: 2 }).when).toBe('resume');
  });

  it('ends for schemas within themselves', () => {
    const node = { type: 'object', properties: { left: { $ref: '#/$defs/node' }, right: { $ref: '#/$defs/node' } } };
    const twice = { ...node, allOf: [{ properties: node.properties }] };
    const recursive = {
      context: { type: 'object', $defs: { node: twice }, properties: { tree: { $ref: '#/$defs/node' } } },
    };
    const before = { ...paymentCallDocument, ...recursive };
    expect(upgradePath(before, second(recursive)).when).toMatch(/resume|operator/);
  });
});

describe('a rule that says when', () => {
  it('counts, whatever is proven', () => {
    expect(from({ upgrade: { when: 'never' } }).when).toBe('never');
    expect(from({ upgrade: { when: 'operator' } }).when).toBe('operator');
    expect(from({ states: renamedStates, upgrade: { when: 'resume' } })).toMatchObject({
      when: 'resume',
      why: expect.stringMatching(/says so, without proof that it is safe: .*"IDENTIFY" is gone/) as string,
    });
  });

  it('is for the versions that it lists', () => {
    expect(upgradePath(paymentCallDocument, { ...second(), version: 3, upgrade: { from: [2] } })).toMatchObject({
      when: 'never',
      why: expect.stringMatching(/does not list version 1/) as string,
    });
  });

  it('is computed once for each pair', () => {
    const after = second();
    expect(upgradePath(paymentCallDocument, after)).toBe(upgradePath(paymentCallDocument, after));
  });
});

describe('the names of states', () => {
  it('lead through all versions to what they mean now', () => {
    const v2 = second({ states: renamedStates, upgrade: { states: { IDENTIFY: 'VERIFY' } } });
    const { VERIFY, ...rest } = renamedStates;
    const v3 = { ...v2, version: 3, states: { ...rest, CHECK: VERIFY }, upgrade: { states: { VERIFY: 'CHECK' } } };
    const names = lineageOf(v3, [paymentCallDocument, v2]);
    expect(Object.fromEntries(names!.current)).toEqual({ IDENTIFY: 'CHECK', VERIFY: 'CHECK' });
    expect(names!.former.get('CHECK')).toEqual(['IDENTIFY', 'VERIFY']);
    expect(lineageOf(paymentCallDocument)).toBeUndefined();
  });

  it('prove nothing where flows mean another state by them than the version does', () => {
    const v2 = second({ states: renamedStates, upgrade: { states: { IDENTIFY: 'VERIFY' } } });
    const v3 = { ...second({ states: { ...renamedStates, IDENTIFY: IDENTIFY! } }), version: 3 };
    expect(upgradePath(paymentCallDocument, v3, lineageOf(v3, [paymentCallDocument, v2]))).toMatchObject({
      when: 'operator',
      why: expect.stringContaining('"IDENTIFY" is called "VERIFY", and flows mean it') as string,
    });
  });
});

describe('the check of upgrade', () => {
  const findings = (document: object) => {
    const { errors, warnings } = checkDefinition(document);
    return [...errors, ...warnings.filter(({ code }) => code.startsWith('UPGRADE'))].map(
      ({ code, path, message }) => `${code} ${path} ${message}`,
    );
  };

  it.each([
    [
      { from: [2] },
      /^UPGRADE_FROM_INVALID \/upgrade\/from\/0 Version 2 is not earlier than this one, 2; list versions below 2/,
    ],
    [
      { states: { PAY: 'PAYMNT' } },
      /^UPGRADE_STATE_UNKNOWN \/upgrade\/states\/PAY The new state "PAYMNT" is not a state; did you mean "PAYMENT"\?/,
    ],
    [
      { states: { WELCOME: 'PAYMENT' } },
      /^UPGRADE_STATE_UNKNOWN \/upgrade\/states\/WELCOME "WELCOME" is a state of this version/,
    ],
    [{ states: { PAY: 'DONE' } }, /^UPGRADE_INTO_FINAL \/upgrade\/states\/PAY "DONE" is final/],
    [{ drop: ['verified'] }, /^UPGRADE_DROP_INVALID \/upgrade\/drop\/0 The context has "verified"/],
    [{ when: 'later' }, /^SCHEMA_INVALID \/upgrade\/when .*never.*resume.*operator/],
    [{ form: [1] }, /^SCHEMA_INVALID \/upgrade .*"form" is not a member/],
  ] as const)('of %j names the place and what would be right', (upgrade, expected) => {
    const found = findings(second({ upgrade: upgrade as never }));
    expect(found).toEqual([expect.stringMatching(expected)]);
  });

  it('refuses to drop what the context requires', () => {
    const required = { ...paymentCallDocument.context, required: ['legacy'] };
    expect(findings(second({ context: required, upgrade: { drop: ['legacy'] } }))).toEqual([
      expect.stringMatching(/^UPGRADE_DROP_INVALID \/upgrade\/drop\/0 The context requires "legacy"/),
    ]);
  });

  it('asks the versions that are published', () => {
    const beside = (upgrade: object) =>
      besideEarlier(checkDefinition(second({ states: renamedStates, upgrade })), [paymentCallDocument]);
    expect(beside({ states: { IDENTIFY: 'VERIFY' } })).toMatchObject({
      valid: true,
      upgrades: [{ from: 1, when: 'resume' }],
    });
    expect(beside({ states: { IDENTIFY: 'DONE' } })).toMatchObject({
      valid: false,
      errors: [{ code: 'UPGRADE_STATE_FINAL', path: '/upgrade/states/IDENTIFY' }],
    });
    expect(beside({ states: { IDENTIFI: 'VERIFY' } }).warnings).toContainEqual({
      code: 'UPGRADE_STATE_UNUSED',
      path: '/upgrade/states/IDENTIFI',
      message: 'The old state "IDENTIFI" is not a state of an earlier version; did you mean "IDENTIFY"?',
    });
    const unpublished = besideEarlier(checkDefinition({ ...second(), version: 3, upgrade: { from: [2] } }), [
      paymentCallDocument,
    ]);
    expect(unpublished.warnings).toContainEqual(
      expect.objectContaining({ code: 'UPGRADE_FROM_UNKNOWN', path: '/upgrade/from/0' }),
    );
  });

  it('knows the version of an unnumbered document only beside those that are published', () => {
    const { version: _, ...unnumbered } = second({ upgrade: { from: [1] } });
    const alone = checkDefinition({ ...unnumbered, version: 1 }, { isNumbered: false });
    expect(alone.errors).toEqual([]);
    expect(besideEarlier(alone, []).errors).toMatchObject([{ code: 'UPGRADE_FROM_INVALID' }]);
  });
});
