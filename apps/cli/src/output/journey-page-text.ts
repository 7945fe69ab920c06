import type { JourneyPage, JourneyRow } from '@ledger/client';
import { nextPage, type Palette } from './palette';
import { table } from './table';
import { relativeInstant } from './times';

/** One page of journeys as a table, and how to get the next one. */
export function pageText(
  page: JourneyPage,
  none: string,
  { palette, width }: { readonly palette: Palette; readonly width: number | undefined },
  now: Date,
): string {
  if (page.journeys.length === 0) return none;
  const text = table<JourneyRow>(
    page.journeys,
    [
      { title: 'session', value: ({ sessionId }) => sessionId, paint: () => palette.cyan, shrinks: true },
      { title: 'definition', value: (row) => `${row.definitionId} ${row.definitionVersion}`, shrinks: true },
      { title: 'state', value: ({ stateId }) => stateId, shrinks: true },
      { title: 'status', value: (row) => (row.overdue ? `${row.status} overdue` : row.status) },
      { title: 'entered', value: ({ enteredAt }) => relativeInstant(enteredAt, now) },
      { title: 'customer', value: ({ customerId: customer }) => customer ?? '', shrinks: true },
      { title: 'channel', value: (row) => row.channel ?? '' },
    ],
    { width, header: palette.dim },
  );
  return nextPage(text, page, palette);
}
