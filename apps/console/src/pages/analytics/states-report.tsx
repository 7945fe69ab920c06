import type { ReactNode } from 'react';
import { PageLink } from '../../address/links';
import { csvOf, length, useReport } from '../../api/analytics';
import { Card } from '../../parts/card';
import { Bar } from '../../parts/chart/bars';
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
              columns={[
                {
                  head: 'State',
                  cell: ({ definitionId, state }) => (
                    <>
                      {state} <span className="soft small">{page.definition === undefined && definitionId}</span>
                    </>
                  ),
                },
                { head: 'Median', cell: ({ dwell }) => <Bar share={(dwell?.p50Ms ?? 0) / most} /> },
                { head: 'Median wait', isNumber: true, cell: ({ dwell }) => length(dwell?.p50Ms) },
                ...versus<(typeof rows)[number]>(comparison, ({ state }) => length(others.get(state)?.p50Ms)),
                { head: '95 %', isNumber: true, cell: ({ dwell }) => length(dwell?.p95Ms) },
                { head: 'Visits', isNumber: true, cell: ({ visits }) => number(visits) },
                {
                  head: 'In it now',
                  isNumber: true,
                  cell: ({ definitionId, state, open }) =>
                    isWhole ? (
                      <PageLink
                        to={{
                          page: 'find',
                          definition: definitionId,
                          version: page.version,
                          state,
                          status: 'ACTIVE',
                        }}
                      >
                        {number(open)}
                      </PageLink>
                    ) : (
                      number(open)
                    ),
                },
              ]}
            />
          </Card>
        );
      }}
    </Asked>
  );
}
