import type { JourneyRevisions } from '@ledger/client';
import type { Palette } from './palette';
import { table } from './table';
import { instant } from './times';
import { membersText } from './values';

type Revision = JourneyRevisions['revisions'][number];

/** One row for each event: where the journey stood after it. */
export function revisionsText(
  { revisions, nextFrom }: JourneyRevisions,
  palette: Palette,
  width: number | undefined,
): string {
  const rows = table<Revision>(
    revisions,
    [
      { title: 'rev', align: 'right', value: ({ revision }) => String(revision) },
      { title: 'occurred', value: ({ occurredAt }) => instant(occurredAt), paint: () => palette.dim },
      { title: 'event', value: ({ type }) => type },
      { title: 'state', value: ({ stateId }) => stateId, paint: () => palette.cyan },
      { title: 'deadline', value: ({ deadline }) => (deadline === null ? '' : instant(deadline)) },
      { title: 'channel', value: ({ channel }) => channel ?? '' },
      { title: 'context', value: changeText, shrinks: true },
    ],
    { width, header: palette.dim },
  );
  return nextFrom === undefined ? rows : `${rows}\n${palette.dim(`and more: --from ${nextFrom}`)}`;
}

function changeText({ set, unset }: Revision): string {
  return [membersText(set), ...unset.map((name) => `${name}=null`)].filter((text) => text !== '').join(' ');
}
