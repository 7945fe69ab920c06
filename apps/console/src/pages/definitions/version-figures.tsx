import type { ReactNode } from 'react';
import { PageLink } from '../../address/links';
import type { Outcome } from '../../address/page';
import { conversion, csvOf, length, useReport } from '../../api/analytics';
import type { Cases } from '../../api/types';
import { Card } from '../../parts/card';
import { number, words } from '../../parts/format';
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
  const cases = useReport('cases', query);
  const states = useReport('states', query);
  const listed = (version: number, count = 0, outcome?: Outcome): ReactNode => (
    <PageLink to={{ page: 'find', definition: id, version, outcome }}>{number(count)}</PageLink>
  );
  return (
    <Card label="Conversion and dwell" title="How each version did" csv={csvOf('states', query, `${id}-versions`)}>
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
              { head: 'Conversion', isNumber: true, cell: ([, figures]) => (figures ? conversion(figures) : '') },
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
                { head: `Median, v${from}`, isNumber: true, cell: (state) => length(older.get(state)?.dwell?.p50Ms) },
                {
                  head: `Median, v${to}`,
                  isNumber: true,
                  cell: (state) => length(newerByState.get(state)?.dwell?.p50Ms),
                },
              ]}
            />
          );
        }}
      </Asked>
    </Card>
  );
}
