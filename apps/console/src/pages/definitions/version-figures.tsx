import type { ReactNode } from 'react';
import { PageLink } from '../../address/links';
import type { Outcome } from '../../address/page';
import { conversion, csvOf, length, useReport } from '../../api/analytics';
import type { Cases } from '../../api/types';
import { Card } from '../../parts/card';
import { number } from '../../parts/format';
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
            columns={{
              Version: ([version]) => <PageLink to={{ page: 'definitions', id, version }}>version {version}</PageLink>,
              Journeys: { number: ([version, figures]) => listed(version, figures?.journeys) },
              Conversion: { number: ([, figures]) => (figures ? conversion(figures) : '') },
              Abandoned: { number: ([version, figures]) => listed(version, figures?.outcomes.abandoned, 'abandoned') },
              Open: { number: ([version, figures]) => listed(version, figures?.outcomes.open, 'open') },
              'Median length': { number: ([, figures]) => length(figures?.duration?.p50Ms) },
            }}
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
              columns={{
                State: (state) => state,
                [`Visits, v${from}`]: { number: (state) => number(older.get(state)?.visits ?? 0) },
                [`Visits, v${to}`]: { number: (state) => number(newerByState.get(state)?.visits ?? 0) },
                [`Median, v${from}`]: { number: (state) => length(older.get(state)?.dwell?.p50Ms) },
                [`Median, v${to}`]: { number: (state) => length(newerByState.get(state)?.dwell?.p50Ms) },
              }}
            />
          );
        }}
      </Asked>
    </Card>
  );
}
