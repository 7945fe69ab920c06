import type { CommandResult, Journey } from '@ledger/client';
import type { Palette } from './palette';
import { printable } from './printable';
import { fields } from './table';
import { relativeInstant } from './times';
import { shownText } from './values';

export function outcomeText(result: CommandResult, palette: Palette): string {
  const word = result.outcome === 'UNCHANGED' ? palette.yellow(result.outcome) : palette.green(result.outcome);
  const found = result.resumedBy === 'alias' ? ' by alias' : '';
  const repeated = result.replayed ? ' (applied before, nothing appended)' : '';
  const appended = result.events.map(({ type, revision }) => `${type} at revision ${revision}`).join(', ');
  return `${word}${found}${repeated}${appended === '' || result.replayed ? '' : `: ${appended}`}`;
}

/** The result of a command, and the journey after it. */
export function commandText(result: CommandResult, palette: Palette, now: Date): string {
  const lacking = (result.aliasesNotAdded ?? []).map(printable);
  const add = `journey alias ${printable(result.sessionId)} ${lacking[0] ?? ''}`;
  const notAdded = lacking.length === 0 ? '' : palette.yellow(`\nnot added: ${lacking.join(', ')} (${add})`);
  return `${outcomeText(result, palette)}${notAdded}\n${journeyText(result, palette, now)}`;
}

/** A journey for people: one fact a line. */
export function journeyText(journey: Journey, palette: Palette, now: Date): string {
  const from = journey.previousStateId === null ? '' : palette.dim(` from ${printable(journey.previousStateId)}`);
  return fields(
    [
      ['session', palette.bold(printable(journey.sessionId))],
      ['definition', definitionText(journey, palette)],
      ['state', palette.cyan(printable(journey.stateId)) + from],
      ['status', statusText(journey, palette)],
      ['revision', String(journey.revision)],
      ['started', relativeInstant(journey.startedAt, now)],
      ['entered', relativeInstant(journey.enteredAt, now)],
      ['deadline', journey.deadline === null ? 'none' : relativeInstant(journey.deadline, now)],
      ['channel', printable(journey.channel ?? '')],
      ['customer', printable(journey.customerId ?? '')],
      ['aliases', (journey.aliases ?? []).map(printable).join(', ')],
      ['source', printable(journey.initiatingSource ?? '')],
      ['context', shownText(journey.context, journey.masked)],
      ['next', journey.allowedTargets.map(printable).join(', ') || palette.dim('nowhere')],
      ['position', journey.position],
    ],
    palette.dim,
  );
}

/** The version that it runs, and the one that its next command takes it to, as which it is shown. */
function definitionText(
  { definitionId, definitionVersion, upgradeTo }: Pick<Journey, 'definitionId' | 'definitionVersion' | 'upgradeTo'>,
  palette: Palette,
): string {
  const next = upgradeTo === undefined ? '' : palette.dim(`, ${upgradeTo} with its next command`);
  return `${printable(definitionId)} version ${definitionVersion}${next}`;
}

function statusText(journey: Pick<Journey, 'status' | 'overdue'>, palette: Palette): string {
  const colour = { ACTIVE: palette.green, COMPLETED: palette.cyan, TIMED_OUT: palette.red }[journey.status];
  return colour(journey.status) + (journey.overdue ? palette.red(' overdue') : '');
}
