import { checkDefinition, DEFINITION_SCHEMA, type DefinitionReport, parseDefinition } from '@ledger/journey';
import { Environment } from '@marcbachmann/cel-js';
import { blocksOf, codeNames, docPages, tableRows, type DocBlock } from '../support/doc-pages';

type ErrorCode = DefinitionReport['errors'][number]['code'];
type WarningCode = DefinitionReport['warnings'][number]['code'];
type Json = { readonly [member: string]: unknown };

const FORMAT = 'docs/reference/definition-format.md';

const marked = (mark: string): readonly (readonly [place: string, block: DocBlock, page: string])[] =>
  docPages().flatMap((page) =>
    blocksOf(page)
      .filter((block) => block.mark.split(' ')[0] === mark)
      .map((block) => [`${page}:${block.line}`, block, page] as const),
  );

const parsed = (text: string): Json => {
  const read = parseDefinition(text);
  if (!read.ok) throw new Error(read.reason);
  return read.value as Json;
};

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The whole example of a page with the members of a fragment in place of its own. */
function withFragment(whole: Json, fragment: Json): Json {
  const { states, context, ...others } = fragment;
  return {
    ...whole,
    ...others,
    ...(isObject(states) && isObject(whole['states']) ? { states: { ...whole['states'], ...states } } : {}),
    ...(context === undefined ? {} : { context }),
  };
}

describe('the definitions in the documentation', () => {
  it('are there', () => {
    expect(marked('definition').map(([, , page]) => page)).toEqual(
      expect.arrayContaining(['README.md', 'docs/tutorial/first-flow.md', FORMAT]),
    );
    expect(marked('fragment').length).toBeGreaterThan(2);
  });

  it.each(marked('definition'))('%s passes the check', (_, { text }) => {
    const { errors, warnings } = checkDefinition(text);
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
  });

  it.each(marked('fragment'))('%s passes the check as a part of the example of its page', (_, { text }, page) => {
    const whole = blocksOf(page).find(({ mark }) => mark.startsWith('definition'))?.text ?? '';
    expect(checkDefinition(withFragment(parsed(whole), parsed(text))).errors).toEqual([]);
  });
});

describe('the page on the definition format', () => {
  const members = (heading: string): readonly string[] =>
    tableRows(FORMAT, heading).flatMap(([first = '']) => codeNames(first));
  const { properties } = DEFINITION_SCHEMA;
  const state = properties.states.additionalProperties.properties;

  it.each([
    ['## The document', properties],
    ['## States', state],
    ['## Transitions', state.transitions.items.properties],
    ['## Timeouts', state.timeout.properties],
    ['## Escalations', properties.escalations.additionalProperties.properties],
    ['## Upgrade', properties.upgrade.properties],
  ] as const)('%s has each member and no other', (heading, schema) => {
    expect([...members(heading)].sort()).toEqual(Object.keys(schema).sort());
  });

  it('has an example with every member', () => {
    const example = blocksOf(FORMAT).find(({ mark }) => mark.startsWith('definition'))?.text ?? '';
    for (const heading of [
      '## The document',
      '## States',
      '## Transitions',
      '## Timeouts',
      '## Escalations',
      '## Upgrade',
      '## Policies',
    ]) {
      for (const member of members(heading)) expect(example).toMatch(new RegExp(`\\b${member}:`));
    }
  });

  it('explains each policy for conflicts', () => {
    const policies = state.transitions.items.properties.onConflict.enum;
    expect([...members('## Conflicts')].sort()).toEqual([...policies].sort());
  });

  it('lists the code of each error and warning', () => {
    // The compiler asks for every code.
    const codes: Record<ErrorCode | WarningCode, true> = {
      ...{ UNREADABLE: true, SCHEMA_INVALID: true, INITIAL_UNKNOWN: true, TARGET_UNKNOWN: true },
      ...{ STATE_UNREACHABLE: true, DEAD_END: true, TRANSITION_AMBIGUOUS: true, FINAL_WITH_TRANSITIONS: true },
      ...{
        FINAL_WITH_TIMEOUT: true,
        OUTCOME_NOT_FINAL: true,
        TIMEOUT_TARGET_UNKNOWN: true,
        TIMEOUT_LOOP: true,
        DURATION_INVALID: true,
      },
      ...{ ESCALATION_UNKNOWN: true, ESCALATION_INCOMPLETE: true, GUARD_INVALID: true, GUARD_NOT_BOOLEAN: true },
      ...{ GUARD_CONTEXT_UNKNOWN: true, GUARD_STATE_UNKNOWN: true, CONTEXT_SCHEMA_INVALID: true },
      ...{ POLICY_INVALID: true, POLICY_STATE_UNKNOWN: true, POLICY_EXCLUDED: true },
      ...{ DEFINITION_TOO_COSTLY: true },
      ...{ CONTEXT_DEFAULT_INVALID: true, STATE_WITHOUT_TIMEOUT: true, TRANSITION_SHADOWED: true },
      ...{ UPGRADE_FROM_INVALID: true, UPGRADE_STATE_UNKNOWN: true, UPGRADE_STATE_FINAL: true },
      ...{ UPGRADE_DROP_INVALID: true, UPGRADE_FROM_UNKNOWN: true, UPGRADE_STATE_UNUSED: true },
      ...{ UPGRADE_INTO_FINAL: true, KEYWORD_UNKNOWN: true },
      ...{ GUARD_BYPASSED: true, DEFAULT_UNREACHABLE: true, DEFAULT_AMBIGUOUS: true, PATTERN_BACKTRACKS: true },
    };
    expect([...members('## The check')].sort()).toEqual(Object.keys(codes).sort());
  });

  it('lists the functions that guards have', () => {
    const OPTIONALS = /optional|Optional/;
    const library = new Environment()
      .getDefinitions()
      .functions.filter(({ signature }) => !OPTIONALS.test(signature))
      .map(({ name }) => (name === 'bind' ? 'cel.bind' : name));
    const listed = tableRows(FORMAT, '### Functions').flatMap(([, names = '']) => codeNames(names));
    const known = new Set([...library, 'visits']);
    // Its cost has no bound, so that no guard may use it.
    known.delete('matches');
    expect([...listed].sort()).toEqual([...known].sort());
  });

  const guards = blocksOf(FORMAT)
    .filter(({ lang }) => lang === 'cel')
    .flatMap(({ text }) => text.trim().split('\n'));

  it.each(guards)('shows a guard that compiles: %s', (guard) => {
    const { errors } = checkDefinition({
      ...{ id: 'Guarded', version: 1, initial: 'IDENTIFY' },
      states: { IDENTIFY: { transitions: [{ target: 'DONE', guard }] }, DONE: { final: true } },
    });
    expect(errors).toEqual([]);
  });
});
