import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkDefinition } from '../src';
import type { DefinitionErrorCode } from '../src';
import { paymentCallDocument } from '../src/testing';
import { minimal } from './small-definition.test-support';

type Members = { [key: string]: unknown };
type Loose = Members & { states: { [id: string]: Members & { transitions: Members[]; timeout: Members } } };

type Case = [what: string, code: DefinitionErrorCode, path: string, change: (document: Loose) => void];

/** The payment call with one thing wrong. */
function broken(change: (document: Loose) => void): unknown {
  const document = structuredClone(paymentCallDocument) as unknown as Loose;
  change(document);
  return document;
}

const errorsOf = (input: unknown): [string, string][] =>
  checkDefinition(input).errors.map(({ code, path }) => [code, path]);

describe('a sound definition', () => {
  it('is valid, and comes with its hash', () => {
    const report = checkDefinition(paymentCallDocument);
    expect(report.errors).toEqual([]);
    expect(report).toMatchObject({ valid: true, document: paymentCallDocument });
    expect(report.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is warned of states without a timeout', () => {
    expect(checkDefinition(paymentCallDocument).warnings).toEqual([
      {
        code: 'STATE_WITHOUT_TIMEOUT',
        path: '/states/REVIEW',
        message: '"REVIEW" is not final and has no timeout, so a journey may wait there for ever.',
      },
    ]);
  });

  it.each(['json', 'v2.json'])('is the shipped example (%s)', (ending) => {
    const text = readFileSync(join(__dirname, `../../../definitions/customer-journey-state.${ending}`), 'utf8');
    const report = checkDefinition(text);
    expect(report.errors).toEqual([]);
    expect(report.warnings.map(({ path }) => path)).toEqual(['/states/ABORT_TIMEOUT']);
    expect(report.unboundedCycle).toEqual(['AGENT_ESCALATION', 'ABORT_TIMEOUT', 'AGENT_ESCALATION']);
  });

  it('may be given as YAML', () => {
    const yaml =
      'id: Small\nversion: 1\ninitial: A\nstates:\n  A: { transitions: [{ target: B }] }\n  B: { final: true }\n';
    expect(checkDefinition(yaml)).toMatchObject({ valid: true, hash: checkDefinition(minimal()).hash });
  });

  it('has the same hash whatever the order of its keys', () => {
    const { states, ...rest } = minimal() as { states: object };
    expect(checkDefinition({ states, ...rest }).hash).toBe(checkDefinition(minimal()).hash);
    expect(checkDefinition(minimal({ version: 2 })).hash).not.toBe(checkDefinition(minimal()).hash);
  });

  it('may leave ABORT_TIMEOUT to us, and name it as a target', () => {
    const states = { A: { timeout: { after: 'PT1M' }, transitions: [{ target: 'ABORT_TIMEOUT' }] } };
    expect(checkDefinition(minimal({ states })).errors).toEqual([]);
  });

  it('may be left by its timeout alone', () => {
    const states = { A: { timeout: { after: 'PT1M', target: 'B' } }, B: { final: true } };
    expect(checkDefinition(minimal({ states })).errors).toEqual([]);
  });

  it('may have ABORT_TIMEOUT and what follows it without any timeout: a session can have a deadline of its own', () => {
    const states = {
      A: { transitions: [{ target: 'B' }] },
      B: { final: true },
      ABORT_TIMEOUT: { transitions: [{ target: 'CALL' }] },
      CALL: { final: true },
    };
    expect(checkDefinition(minimal({ states })).errors).toEqual([]);
  });

  it('may reach states by anyState alone', () => {
    const states = { A: { transitions: [{ target: 'B' }] }, B: { final: true }, C: { transitions: [{ target: 'B' }] } };
    expect(errorsOf(minimal({ states }))).toEqual([['STATE_UNREACHABLE', '/states/C']]);
    expect(errorsOf(minimal({ states, anyState: { transitions: [{ target: 'C' }] } }))).toEqual([]);
  });
});

describe('the check refuses', () => {
  const cases: Case[] = [
    ['an initial state that does not exist', 'INITIAL_UNKNOWN', '/initial', (d) => (d['initial'] = 'NOWHERE')],
    [
      'a target that does not exist',
      'TARGET_UNKNOWN',
      '/states/REVIEW/transitions/0/target',
      (d) => (d.states['REVIEW']!.transitions = [{ target: 'NOWHERE' }]),
    ],
    [
      'such a target of anyState',
      'TARGET_UNKNOWN',
      '/anyState/transitions/1/target',
      (d) => (d['anyState'] = { transitions: [{ target: 'AGENT' }, { target: 'NOWHERE' }] }),
    ],
    [
      'a state that cannot be reached',
      'STATE_UNREACHABLE',
      '/states/ISLAND',
      (d) => Object.assign(d.states, { ISLAND: { transitions: [{ target: 'DONE' }] } }),
    ],
    [
      'a final state with transitions',
      'FINAL_WITH_TRANSITIONS',
      '/states/DONE/transitions',
      (d) => (d.states['DONE']!.transitions = [{ target: 'AGENT' }]),
    ],
    [
      'a final state with a timeout',
      'FINAL_WITH_TIMEOUT',
      '/states/DONE/timeout',
      (d) => (d.states['DONE']!.timeout = { after: 'PT1M' }),
    ],
    [
      'an outcome of a state that is not final',
      'OUTCOME_NOT_FINAL',
      '/states/REVIEW/outcome',
      (d) => (d.states['REVIEW']!['outcome'] = 'success'),
    ],
    [
      'a timeout to a state that does not exist',
      'TIMEOUT_TARGET_UNKNOWN',
      '/states/AGENT/timeout/target',
      (d) => (d.states['AGENT']!.timeout['target'] = 'NOWHERE'),
    ],
    [
      'an ABORT_TIMEOUT that times out into itself',
      'TIMEOUT_LOOP',
      '/states/ABORT_TIMEOUT/timeout',
      (d) => (d.states['ABORT_TIMEOUT']!.timeout = { after: 'P1D' }),
    ],
    ...['PT', 'P', 'PT0S', '-PT5M', '5 minutes', '300', 'PT5X', 'P200Y'].map((after): Case => [
      `the duration ${after}`,
      'DURATION_INVALID',
      '/states/AGENT/timeout/after',
      (d) => (d.states['AGENT']!.timeout['after'] = after),
    ]),
    [
      'a bad duration of an escalation',
      'DURATION_INVALID',
      '/escalations/callback/within',
      (d) => (d['escalations'] = { callback: { kind: 'callback', within: 'soon' } }),
    ],
    ['a bad time of resuming', 'DURATION_INVALID', '/resume/within', (d) => (d['resume'] = { within: '24 hours' })],
    [
      'an escalation that does not exist',
      'ESCALATION_UNKNOWN',
      '/states/AGENT/timeout/escalation',
      (d) => (d.states['AGENT']!.timeout['escalation'] = 'toString'),
    ],
    [
      'an escalation on entry that does not exist',
      'ESCALATION_UNKNOWN',
      '/states/AGENT/escalation',
      (d) => ((d.states['AGENT'] as { escalation?: string }).escalation = 'desk'),
    ],
    [
      'a webhook without a target',
      'ESCALATION_INCOMPLETE',
      '/escalations/callback',
      (d) => (d['escalations'] = { callback: { kind: 'webhook' } }),
    ],
    ...(
      [
        ['that does not parse', 'context.verified ==', 'GUARD_INVALID'],
        ['with an unknown variable', 'ctx.verified', 'GUARD_INVALID'],
        ['with an unknown function', "vists('IDENTIFY') < 3", 'GUARD_INVALID'],
        ['that compares what cannot be compared', "visits('IDENTIFY') < 'three'", 'GUARD_INVALID'],
        ['with matches()', "context.note.matches('a+')", 'GUARD_INVALID'],
        ['with a loop in a loop', '[1].all(x, [2].exists(y, x < y))', 'GUARD_INVALID'],
        ['that is too complex', `1 in [${'1,'.repeat(200)}1]`, 'GUARD_INVALID'],
        ['that gives a number', "visits('IDENTIFY') + 1", 'GUARD_NOT_BOOLEAN'],
        ['that gives a text', 'context.note', 'GUARD_NOT_BOOLEAN'],
        ['that names unknown context', 'context.verifed == true', 'GUARD_CONTEXT_UNKNOWN'],
        ['that names unknown context by index', "context['verifed'] == true", 'GUARD_CONTEXT_UNKNOWN'],
        ['that names unknown context in has()', 'has(context.verifed)', 'GUARD_CONTEXT_UNKNOWN'],
        ['that names unknown context in a loop', '[1].exists(x, x == context.verifed)', 'GUARD_CONTEXT_UNKNOWN'],
        ['that counts visits of an unknown state', "visits('IDENTFY') < 3", 'GUARD_STATE_UNKNOWN'],
      ] as const
    ).map(([what, guard, code]): Case => [
      `a guard ${what}`,
      code,
      '/states/REVIEW/transitions/0/guard',
      (d) => (d.states['REVIEW']!.transitions[0]!['guard'] = guard),
    ]),
    [
      'a faulty context schema',
      'CONTEXT_SCHEMA_INVALID',
      '/context/properties/verified/type',
      (d) => (d['context'] = { type: 'object', properties: { verified: { type: 'bool' }, fraudScore: {}, note: {} } }),
    ],
    [
      'a context schema that refers elsewhere',
      'CONTEXT_SCHEMA_INVALID',
      '/context',
      (d) => (d['context'] = { $ref: 'https://example.com/schema.json' }),
    ],
    [
      'an asynchronous context schema',
      'CONTEXT_SCHEMA_INVALID',
      '/context/$async',
      (d) => (d['context'] = { $async: true }),
    ],
    [
      'a context that is not an object',
      'CONTEXT_SCHEMA_INVALID',
      '/context/type',
      (d) => (d['context'] = { type: 'array' }),
    ],
    [
      'a default that breaks the schema',
      'CONTEXT_DEFAULT_INVALID',
      '/context/properties/fraudScore/default',
      (d) =>
        (d['context'] = {
          required: ['note'],
          properties: { verified: { default: true }, fraudScore: { type: 'number', default: 'low' }, note: {} },
        }),
    ],
  ];

  it.each(cases)('%s', (_what, code, path, change) => {
    const report = checkDefinition(broken(change));
    expect(report.errors.map((error) => [error.code, error.path])).toEqual([[code, path]]);
    expect(report.errors[0]?.message).toMatch(/^[\w"/].*[.?]$/);
    expect(report).toMatchObject({ valid: false, document: expect.anything() });
    expect(report).not.toHaveProperty('longestBounded');
  });

  it('a state that is not final and has no way out', () => {
    const states = {
      A: { transitions: [{ target: 'B' }, { target: 'C' }] },
      B: {},
      C: { transitions: [{ target: 'C' }] },
    };
    expect(errorsOf(minimal({ states }))).toEqual([
      ['DEAD_END', '/states/B'],
      ['DEAD_END', '/states/C'],
    ]);
    expect(errorsOf(minimal({ states, anyState: { transitions: [{ target: 'B' }] } }))).toEqual([
      ['DEAD_END', '/states/B'],
    ]);
  });

  it.each<[string, object[], object[], string[]]>([
    [
      'for one event',
      [
        { target: 'B', event: 'X' },
        { target: 'C', event: 'X' },
      ],
      [],
      ['/states/A/transitions/1'],
    ],
    ['to one target', [{ target: 'B' }, { target: 'C' }, { target: 'B' }], [], ['/states/A/transitions/2']],
    [
      'for one event, one of them of anyState',
      [{ target: 'B', event: 'X' }],
      [{ target: 'C', event: 'X' }],
      ['/anyState/transitions/0'],
    ],
    [
      'but not with different events',
      [{ target: 'B', event: 'X' }, { target: 'B', event: 'Y' }, { target: 'C' }],
      [],
      [],
    ],
    [
      'but not where the others have guards',
      [
        { target: 'B', event: 'X', guard: 'false' },
        { target: 'C', event: 'X' },
      ],
      [],
      [],
    ],
    ['but not where a state repeats anyState', [{ target: 'B' }, { target: 'C' }], [{ target: 'C' }], []],
  ])('two transitions without a guard %s', (_what, transitions, shared, paths) => {
    const states = { A: { transitions }, B: { final: true }, C: { transitions: [{ target: 'B' }] } };
    const document = minimal({ states, anyState: { transitions: shared } });
    expect(errorsOf(document)).toEqual(paths.map((path) => ['TRANSITION_AMBIGUOUS', path]));
  });

  it('no guard on context where the schema lists no properties, or admits others', () => {
    const guarded = (context: object | undefined): object =>
      minimal({
        states: { A: { transitions: [{ target: 'B', guard: 'context.any.thing == 1' }] }, B: { final: true } },
        ...(context ? { context } : {}),
      });
    expect(errorsOf(guarded(undefined))).toEqual([]);
    expect(errorsOf(guarded({ properties: {} }))).toEqual([]);
    expect(errorsOf(guarded({ properties: { x: {} }, additionalProperties: true }))).toEqual([]);
    expect(errorsOf(guarded({ properties: { x: {} }, patternProperties: { '^an': {} } }))).toEqual([]);
    expect(errorsOf(guarded({ properties: { any: { type: 'object' } } }))).toEqual([]);
    const nested = guarded({ properties: { any: { properties: { other: {} } } } });
    expect(errorsOf(nested)).toEqual([['GUARD_CONTEXT_UNKNOWN', '/states/A/transitions/0/guard']]);
    const said = (properties: object): string | undefined =>
      checkDefinition(guarded({ properties: { any: { properties } } })).errors[0]?.message;
    expect(said({ other: {} })).toMatch(/reads context\.any\.thing, which the context schema does not have\.$/);
    expect(said({ things: {} })).toMatch(/does not have; did you mean context\.any\.things\?$/);
  });
});

describe('the check warns', () => {
  const warningsOf = (transitions: object[]): [string, string][] =>
    checkDefinition(
      minimal({ states: { A: { timeout: { after: 'PT1M' }, transitions }, B: { final: true } } }),
    ).warnings.map(({ code, path }) => [code, path]);

  it('of a transition that is never tried', () => {
    expect(warningsOf([{ target: 'B' }, { target: 'B', guard: 'false' }])).toEqual([
      ['TRANSITION_SHADOWED', '/states/A/transitions/1'],
    ]);
  });

  it('of a guard that another transition gets round', () => {
    expect(
      warningsOf([
        { target: 'B', guard: 'false' },
        { target: 'B', event: 'GO' },
      ]),
    ).toEqual([['GUARD_BYPASSED', '/states/A/transitions/0']]);
  });
});
