import type { DefinitionDocument, PolicyDefinition, UpgradeDefinition } from '@ledger/journey';
import type { Palette } from './palette';
import { printable } from './printable';
import { fields, table } from './table';

/** What a definition says beside its states, a part for each: its policies, and how open journeys come over to it. */
export function definitionRulesText(
  { policies = {}, upgrade }: DefinitionDocument,
  palette: Palette,
  width: number | undefined,
): readonly string[] {
  const rows = Object.entries(policies);
  return [
    ...(rows.length === 0 ? [] : [policyTable(rows, palette, width)]),
    ...(upgrade === undefined ? [] : [upgradeRuleText(upgrade, palette)]),
  ];
}

function policyTable(
  policies: readonly (readonly [name: string, policy: PolicyDefinition])[],
  palette: Palette,
  width: number | undefined,
): string {
  return table(
    policies,
    [
      { title: 'policy', value: ([name]) => name, paint: () => palette.cyan, shrinks: true },
      { title: 'kind', value: ([, { kind }]) => kind },
      { title: 'rule', value: ([, policy]) => ruleOf(policy), shrinks: true },
      { title: 'escalation', value: ([, { escalation }]) => escalation ?? '', shrinks: true },
      { title: 'title', value: ([, { title }]) => title ?? '', shrinks: true },
    ],
    { width, header: palette.dim },
  );
}

/** The members that its kind has, in the words of the document. */
function ruleOf({ kind, first, then, state, states, within, atMost }: PolicyDefinition): string {
  const members = {
    first,
    then,
    state,
    states: states?.join(' and '),
    within,
    // Never, unless it says otherwise.
    atMost: kind === 'absence' ? String(atMost ?? 0) : undefined,
  };
  return Object.entries(members)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]))
    .join(', ');
}

function upgradeRuleText(
  { from, when, states = {}, drop = [], deadline }: UpgradeDefinition,
  palette: Palette,
): string {
  const renamed = Object.entries(states).map(([before, now]) => `${printable(before)} → ${printable(now)}`);
  return fields(
    [
      ['upgrade from', from === undefined ? 'all earlier versions' : from.join(', ')],
      ['when', when ?? 'resume if that is proven safe, else operator'],
      ['renamed', renamed.join(', ')],
      ['dropped', drop.map(printable).join(', ')],
      ['deadline', deadline ?? 'keep'],
    ],
    palette.dim,
  );
}
