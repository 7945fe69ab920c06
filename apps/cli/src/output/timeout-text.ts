import type { ChangedTimeout, DefinitionTimeouts, TenantTimeouts, TimeoutChange, TimeoutPreview } from '@ledger/client';
import type { Palette } from './palette';
import { table } from './table';
import { formatCount } from './times';

/** The timeouts of a definition's states, one line each, then who changed what. */
export function timeoutsText(
  { definitionId, states, history }: DefinitionTimeouts,
  palette: Palette,
  width: number | undefined,
): string {
  const rows = table(
    states,
    [
      { title: 'state', value: ({ stateId }) => stateId, paint: () => palette.cyan, shrinks: true },
      { title: 'definition', value: ({ ofDefinition }) => ofDefinition ?? 'none' },
      { title: 'in force', value: ({ inForce }) => inForce?.after ?? '', paint: () => palette.yellow },
      { title: 'for', value: ({ inForce }) => inForce?.applyTo ?? '' },
      { title: 'why', value: ({ inForce }) => inForce?.reason ?? '', shrinks: true },
    ],
    { width, header: palette.dim },
  );
  const changes = history.length === 0 ? 'No timeout was ever changed.' : historyText(history, palette, width);
  return [palette.bold(`Timeouts of ${definitionId}`), rows, '', changes].join('\n');
}

/** Whether all timeouts are paused, and every pause so far. */
export function pausesText(
  { paused, pausedSince, history }: TenantTimeouts,
  palette: Palette,
  width: number | undefined,
): string {
  const state = paused ? palette.yellow(`Paused since ${pausedSince ?? ''}.`) : 'Not paused.';
  return history.length === 0 ? state : [state, historyText(history, palette, width)].join('\n');
}

export function previewText(preview: TimeoutPreview, palette: Palette, width: number | undefined): string {
  const { waiting, moved, abortingAtOnce, earliest, latest, sample } = preview;
  if (moved === 0) return `${journeysOf(waiting)} in this state; no deadline would change.`;
  const span = earliest === null ? '' : ` New deadlines: ${earliest} to ${latest ?? earliest}.`;
  const aborting = `${formatCount(abortingAtOnce)} would time out at once`;
  const rows = table(
    sample,
    [
      { title: 'session', value: ({ sessionId }) => sessionId, paint: () => palette.cyan, shrinks: true },
      { title: 'entered', value: ({ enteredAt }) => enteredAt },
      { title: 'deadline', value: ({ deadline }) => deadline ?? 'none' },
      { title: 'would be', value: ({ newDeadline }) => newDeadline ?? 'none' },
    ],
    { width, header: palette.dim },
  );
  return [
    `${palette.bold(`${formatCount(moved)} of ${journeysOf(waiting)}`)} would get another deadline, ` +
      `${abortingAtOnce > 0 ? palette.yellow(aborting) : aborting}.${span}`,
    moved > sample.length ? `The first ${sample.length}:` : 'They are:',
    rows,
  ].join('\n');
}

export function changedText({ outcome, change }: ChangedTimeout, palette: Palette): string {
  if (outcome === 'UNCHANGED') return `Already in force since ${change.occurredAt}; nothing was changed.`;
  return `${palette.green('Changed')}: ${WORDS[change.type]} (revision ${change.revision}, ${change.occurredAt}).`;
}

const WORDS: { readonly [type in TimeoutChange['type']]: string } = {
  TimeoutOverridden: 'overridden',
  TimeoutOverrideRemoved: 'override removed',
  TimeoutsPaused: 'paused',
  TimeoutsResumed: 'resumed',
};

function historyText(history: readonly TimeoutChange[], palette: Palette, width: number | undefined): string {
  return table(
    history,
    [
      { title: 'when', value: ({ occurredAt }) => occurredAt },
      { title: 'what', value: ({ type }) => WORDS[type] },
      { title: 'state', value: ({ stateId = '' }) => stateId, shrinks: true },
      { title: 'revision', value: ({ revision }) => String(revision), align: 'right' },
      { title: 'after', value: ({ after = '' }) => after },
      { title: 'who', value: ({ actor }) => actor.subject, shrinks: true },
      { title: 'why', value: ({ reason }) => reason, shrinks: true },
    ],
    { width, header: palette.dim },
  );
}

function journeysOf(waiting: number): string {
  return waiting === 1 ? '1 waiting journey' : `${formatCount(waiting)} waiting journeys`;
}
