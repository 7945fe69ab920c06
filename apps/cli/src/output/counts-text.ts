import type { JourneyCounts } from '@ledger/client';
import type { Palette } from './palette';
import { fields, table } from './table';
import { formatCount } from './times';

type StateCount = JourneyCounts['states'][number];

/** Where journeys are now. */
export function countsText(counts: JourneyCounts, palette: Palette, width: number | undefined): string {
  const { states, journeys, active, overdue, overdueEscalations, refusedLastHour, lagEvents, lagSeconds } = counts;
  const totals = fields(
    [
      ['journeys', formatCount(journeys)],
      ['active', formatCount(active)],
      ['overdue', overdue === 0 ? '0' : palette.red(formatCount(overdue))],
      ['escalations', `${overdueEscalations === 0 ? '0' : palette.red(formatCount(overdueEscalations))} overdue`],
      ['refused', `${formatCount(refusedLastHour)} commands in the last hour`],
      ['behind', lagEvents === null ? `${lagSeconds} s` : `${formatCount(lagEvents)} events, ${lagSeconds} s`],
    ],
    palette.dim,
  );
  if (states.length === 0) return totals;
  const rows = table<StateCount>(
    states,
    [
      { title: 'definition', value: ({ definitionId, version }) => `${definitionId} ${version}`, shrinks: true },
      { title: 'state', value: ({ stateId }) => stateId, paint: () => palette.cyan },
      { title: 'journeys', align: 'right', value: (row) => formatCount(row.journeys) },
      {
        title: 'overdue',
        align: 'right',
        value: (row) => (row.overdue === 0 ? '' : formatCount(row.overdue)),
        paint: () => palette.red,
      },
      { title: 'final', value: ({ final }) => (final ? 'yes' : '') },
    ],
    { width, header: palette.dim },
  );
  return `${totals}\n\n${rows}`;
}
