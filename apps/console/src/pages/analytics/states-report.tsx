import type { ReactNode } from 'react';
import { csvOf, length, useReport } from '../../api/analytics';
import { Card } from '../../parts/card';
import { Bar } from '../../parts/chart/bars';
import { Count } from '../../parts/figure';
import { number } from '../../parts/format';
import { Asked, Empty } from '../../parts/notes';
import { Table, versus } from '../../parts/table';
import type { ReportProps } from './analytics-page';

/** How long journeys wait in each state, the longest first. */
export function StatesReport({ page, query }: ReportProps): ReactNode {
  const states = useReport('states', query);
  return (
    <Asked query={states} what="the states">
      {({ states: all, comparison }) => {
        const rows = [...all].sort((one, other) => (other.dwell?.p50Ms ?? -1) - (one.dwell?.p50Ms ?? -1));
        const most = Math.max(1, ...rows.map(({ dwell }) => dwell?.p50Ms ?? 0));
        const others = new Map(comparison?.states.map((row) => [row.state, row.dwell]));
        // Periods and channels are those of visits here, and of journeys in Find: only without them both count the same.
        const isWhole = page.days === undefined && page.channel === undefined;
        return (
          <Card label="Waiting" title={`Waiting in ${number(rows.length)} states`} csv={csvOf('states', query)}>
            <Table
              label="States"
              rows={rows}
              empty={<Empty title="No visit in this period" />}
              keyOf={({ definitionId, state }) => `${definitionId} ${state}`}
              columns={{
                State: ({ definitionId, state }) => (
                  <>
                    {state} <span className="soft small">{page.definition === undefined && definitionId}</span>
                  </>
                ),
                Median: ({ dwell }) => <Bar share={(dwell?.p50Ms ?? 0) / most} />,
                'Median wait': { number: ({ dwell }) => length(dwell?.p50Ms) },
                ...versus<(typeof rows)[number]>(comparison, ({ state }) => length(others.get(state)?.p50Ms)),
                '95 %': { number: ({ dwell }) => length(dwell?.p95Ms) },
                Visits: { number: ({ visits }) => number(visits) },
                'In it now': {
                  number: ({ definitionId: definition, state, open }) => {
                    const listed = {
                      page: 'find',
                      definition,
                      version: page.version,
                      state,
                      status: 'ACTIVE',
                    } as const;
                    return <Count of={open} to={isWhole ? listed : undefined} />;
                  },
                },
              }}
            />
          </Card>
        );
      }}
    </Asked>
  );
}
