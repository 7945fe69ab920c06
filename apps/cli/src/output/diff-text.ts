import type { DefinitionDiff, OpenJourneys } from '@ledger/client';
import type { ShownDiff } from '../commands/definition-diff.command';
import type { Paint, Palette } from './palette';
import { printable } from './printable';
import { openJourneysText, upgradeText } from './version-text';

type Change = DefinitionDiff['changes'][number];

const SIGNS: { readonly [kind in Change['kind']]: string } = {
  added: '+',
  removed: '-',
  changed: '~',
  renamed: '~',
  reordered: '~',
};

/** A line for each difference, by what differs, then the open journeys that it concerns. */
export function diffText(diff: ShownDiff, palette: Palette, width: number | undefined): string {
  const { id, from, to, same, changes, affectedStates, upgrade, openJourneys } = diff;
  const versions = `${printable(id)} version ${from} and version ${to}`;
  if (same) return `${versions} are the same.`;
  const parts = [...new Set(changes.map(({ part }) => part))];
  const lines = parts.flatMap((part) => [
    palette.bold(part),
    ...changes.filter((change) => change.part === part).map((change) => lineOf(change, palette)),
  ]);
  const open = openJourneys === undefined ? [] : ['', affectedText(affectedStates, openJourneys, palette, width)];
  const comesOver = upgrade === undefined ? [] : ['', upgradeText(upgrade)];
  return [versions, ...lines, ...comesOver, ...open].join('\n');
}

function lineOf({ kind, message }: Change, palette: Palette): string {
  const paints: { readonly [kind in Change['kind']]?: Paint } = { added: palette.green, removed: palette.red };
  return `  ${(paints[kind] ?? palette.yellow)(SIGNS[kind])} ${printable(message)}`;
}

function affectedText(
  states: readonly string[],
  open: OpenJourneys,
  palette: Palette,
  width: number | undefined,
): string {
  if (states.length === 0) return 'No open journey would meet a difference.';
  if (open.count === 0) return 'No open journey is in a state that differs.';
  return `In states that differ: ${openJourneysText(open, palette, width)}`;
}
