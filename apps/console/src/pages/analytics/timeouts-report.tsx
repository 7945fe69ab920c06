import type { ReactNode } from 'react';
import { csvOf, useReport } from '../../api/analytics';
import { Card } from '../../parts/card';
import { Bar } from '../../parts/chart/bars';
import { number } from '../../parts/format';
import { Asked, Empty } from '../../parts/notes';
import { Table } from '../../parts/table';
import type { ReportProps } from './analytics-page';

/** Where and when journeys timed out. */
export function TimeoutsReport({ page, query }: ReportProps): ReactNode {
  const timeouts = useReport('timeouts', query);
  return (
    <Asked query={timeouts} what="the timeouts">
      {({ count, escalated, answered: taken, timeouts: rows }) => {
        const most = Math.max(1, ...rows.map((row) => row.count));
        return (
          <Card
            label="Timeouts"
            title={`${number(count)} timeouts, ${number(escalated)} escalated, ${number(taken)} answered`}
            csv={csvOf('timeouts', query)}
          >
            <Table
              label="Timeouts"
              rows={rows}
              empty={<Empty title="No timeout in this period" />}
              keyOf={({ definitionId, state, channel, hour }) => `${definitionId} ${state} ${channel} ${hour}`}
              columns={{
                State: ({ definitionId, state }) => (
                  <>
                    {state} <span className="soft small">{page.definition === undefined && definitionId}</span>
                  </>
                ),
                Channel: ({ channel }) => channel ?? '',
                'Hour (UTC)': { number: ({ hour }) => `${String(hour).padStart(2, '0')}:00` },
                Timeouts: (row) => <Bar share={row.count / most} />,
                Count: { number: (row) => number(row.count) },
                Escalated: { number: (row) => number(row.escalated) },
                Answered: { number: (row) => number(row.answered) },
              }}
            />
          </Card>
        );
      }}
    </Asked>
  );
}
