import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { PageLink } from '../../address/links';
import type { Outcome } from '../../address/page';
import { answered, ledger } from '../../api/client';
import type { Cases } from '../../api/types';
import { CsvButton } from '../../parts/csv-button';
import { duration, number, percent, words } from '../../parts/format';
import { Asked } from '../../parts/notes';
import { Table } from '../../parts/table';

interface VersionFiguresProps {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

type Figures = Pick<Cases, 'journeys' | 'outcomes' | 'duration'>;

/** How each of two versions did: how its journeys ended, and how long they waited in each state. */
export function VersionFigures({ id, from, to }: VersionFiguresProps): ReactNode {
  const query = { definitionId: id, version: to, compareVersion: from };
  const cases = useQuery({
    queryKey: ['cases', query],
    queryFn: () => answered(ledger.GET('/v1/analytics/cases', { params: { query } })),
  });
  const states = useQuery({
    queryKey: ['states', query],
    queryFn: () => answered(ledger.GET('/v1/analytics/states', { params: { query } })),
  });
  const listed = (version: number, count = 0, outcome?: Outcome): ReactNode => (
    <PageLink to={{ page: 'find', definition: id, version, outcome }}>{number(count)}</PageLink>
  );
  return (
    <section className="card" aria-label="Conversion and dwell">
      <header>
        <h2>How each version did</h2>
        <CsvButton
          href={`/v1/analytics/states?${new URLSearchParams({ definitionId: id, version: String(to), compareVersion: String(from), format: 'csv' })}`}
          name={`${id}-versions.csv`}
        />
      </header>
      <Asked query={cases} what="the outcomes">
        {({ comparison, ...newer }) => (
          <Table<readonly [number, Figures | undefined]>
            label="Outcomes"
            rows={[
              [from, comparison],
              [to, newer],
            ]}
            keyOf={([version]) => String(version)}
            columns={[
              {
                head: 'Version',
                cell: ([version]) => <PageLink to={{ page: 'definitions', id, version }}>version {version}</PageLink>,
              },
              { head: 'Journeys', isNumber: true, cell: ([version, figures]) => listed(version, figures?.journeys) },
              { head: 'Conversion', isNumber: true, cell: ([, figures]) => conversion(figures) },
              ...(['abandoned', 'open'] as const).map((outcome) => ({
                head: words(outcome),
                isNumber: true,
                cell: ([version, figures]: readonly [number, Figures | undefined]) =>
                  listed(version, figures?.outcomes[outcome], outcome),
              })),
              { head: 'Median length', isNumber: true, cell: ([, figures]) => length(figures?.duration?.p50Ms) },
            ]}
          />
        )}
      </Asked>
      <Asked query={states} what="the dwell times">
        {({ states: newer, comparison }) => {
          const older = new Map(comparison?.states.map((row) => [row.state, row]));
          const newerByState = new Map(newer.map((row) => [row.state, row]));
          return (
            <Table
              label="Dwell times"
              rows={[...new Set([...newerByState.keys(), ...older.keys()])]}
              keyOf={(state) => state}
              columns={[
                { head: 'State', cell: (state) => state },
                { head: `Visits, v${from}`, isNumber: true, cell: (state) => number(older.get(state)?.visits ?? 0) },
                {
                  head: `Visits, v${to}`,
                  isNumber: true,
                  cell: (state) => number(newerByState.get(state)?.visits ?? 0),
                },
                { head: `Median, v${from}`, isNumber: true, cell: (state) => dwell(older.get(state)) },
                { head: `Median, v${to}`, isNumber: true, cell: (state) => dwell(newerByState.get(state)) },
              ]}
            />
          );
        }}
      </Asked>
    </section>
  );
}

/** Of the journeys that ended, those that ended well. */
function conversion(figures: Figures | undefined): string {
  if (figures === undefined) return '';
  const ended = figures.journeys - figures.outcomes.open;
  return ended === 0 ? '–' : percent((figures.outcomes.success + figures.outcomes.completed) / ended);
}

function dwell(row: { readonly dwell: { readonly p50Ms: number } | null } | undefined): string {
  return length(row?.dwell?.p50Ms);
}

function length(ms: number | undefined): string {
  return ms === undefined ? '–' : duration(ms);
}
