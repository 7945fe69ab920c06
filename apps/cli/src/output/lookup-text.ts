import type { Lookup } from '@ledger/client';
import type { Palette } from './palette';
import { table } from './table';

interface Found {
  readonly what: string;
  readonly by: string;
  readonly name: string;
  readonly at: string;
}

/** What a text names, the likeliest first. */
export function lookupText(
  { journeys, events, escalationId, definitionId, searched, searchedFrom }: Lookup,
  palette: Palette,
  width: number | undefined,
): string {
  const rows: Found[] = [
    ...journeys.map(({ by, sessionId }) => ({ what: 'journey', by, name: sessionId, at: '' })),
    ...events.map(({ by, type, category, id, revision, position }) => ({
      ...{ what: type, by, name: `${category} ${id}` },
      at: `revision ${revision}, position ${position}`,
    })),
    ...named('escalation', escalationId),
    ...named('definition', definitionId),
  ];
  if (rows.length === 0) return `The ledger knows nothing by this name.${searchedText(searched, searchedFrom)}`;
  return table(
    rows,
    [
      { title: 'what', value: ({ what }) => what },
      { title: 'by', value: ({ by }) => by, paint: () => palette.dim },
      { title: 'name', value: ({ name }) => name, paint: () => palette.cyan, shrinks: true },
      { title: 'at', value: ({ at }) => at },
    ],
    { width, header: palette.dim },
  );
}

function searchedText(searched: Lookup['searched'], from: string | null): string {
  if (searched === 'none') return ' Event ids, command ids and hashes were not looked for.';
  return searched === 'all' ? '' : ` Events were searched after position ${from}.`;
}

function named(what: string, id: string | null): readonly Found[] {
  return id === null ? [] : [{ what, by: 'id', name: id, at: '' }];
}
