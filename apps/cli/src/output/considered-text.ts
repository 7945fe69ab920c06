import type { JourneyTargets, TransitionDryRun } from '@ledger/client';
import type { Palette } from './palette';
import { printable } from './printable';
import { fields, table } from './table';
import { membersText } from './values';

type Target = JourneyTargets['targets'][number];

/** Every state, and why it can or cannot be entered. */
export function targetsText(
  { sessionId, stateId, revision, targets }: JourneyTargets,
  palette: Palette,
  width: number | undefined,
): string {
  const head = `${printable(sessionId)} is in ${palette.cyan(printable(stateId))} at revision ${revision}`;
  const rows = table<Target>(
    targets,
    [
      { title: 'state', value: (target) => target.stateId, paint: () => palette.cyan },
      {
        title: 'reason',
        value: ({ reason }) => reason,
        paint: ({ allowed }) => (allowed ? palette.green : palette.yellow),
      },
      { title: 'by', value: ({ transitions }) => unique(transitions.map(({ event }) => event ?? '')) },
      {
        title: 'needs',
        value: ({ transitions }) => unique(transitions.map(({ needs }) => needs ?? '')),
        shrinks: true,
      },
    ],
    { width, header: palette.dim },
  );
  return `${head}\n${rows}`;
}

/** What a transition would do. */
export function dryRunText({ outcome, code, reason, stateId, events }: TransitionDryRun, palette: Palette): string {
  const said = code === null ? palette.green(outcome) : palette.yellow(outcome);
  return fields(
    [
      ['would be', said],
      ['code', code ?? ''],
      ['reason', printable(reason ?? '')],
      ['state', palette.cyan(printable(stateId))],
      ...events.map(({ type, data }): [string, string] => ['records', `${type} ${membersText(data)}`]),
    ],
    palette.dim,
  );
}

function unique(texts: readonly string[]): string {
  return [...new Set(texts.filter((text) => text !== ''))].join(' or ');
}
