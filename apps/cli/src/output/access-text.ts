import type { RecordedRead } from '@ledger/client';
import type { Palette } from './palette';
import { table } from './table';
import { instant } from './times';

/** Who read what, one line each. */
export function accessText(accesses: readonly RecordedRead[], palette: Palette, width: number | undefined): string {
  if (accesses.length === 0) return 'No read is recorded.';
  return table(
    accesses,
    [
      { title: 'at', value: ({ at }) => instant(at) },
      { title: 'times', value: ({ times }) => String(times), align: 'right' },
      { title: 'who', value: ({ subject }) => subject, paint: () => palette.cyan, shrinks: true },
      { title: 'call', value: ({ route }) => route },
      { title: 'what', value: whatText, shrinks: true },
      { title: 'purpose', value: ({ purpose }) => purpose ?? '', paint: () => palette.dim, shrinks: true },
    ],
    { width, header: palette.dim },
  );
}

function whatText({ sessionIds, query }: RecordedRead): string {
  if (sessionIds !== null && sessionIds.length > 0) return sessionIds.join(', ');
  const rows = query?.count === undefined ? 'a stream' : `${query.count} rows`;
  return `${rows} (query ${query?.hash.slice(0, 8) ?? ''})`;
}
