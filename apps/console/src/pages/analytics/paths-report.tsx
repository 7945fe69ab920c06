import type { ReactNode } from 'react';
import { csvOf, useReport } from '../../api/analytics';
import { Card } from '../../parts/card';
import { Count } from '../../parts/figure';
import { number, percent } from '../../parts/format';
import { lazyPart } from '../../parts/lazy-part';
import { Asked, Empty } from '../../parts/notes';
import { Table, versus } from '../../parts/table';
import type { ReportProps } from './analytics-page';
import { listedBy } from './analytics-query';

const FlowChart = lazyPart('the chart of paths', () => import('../../parts/chart/flow-chart'));
const MOST_PATHS = 50;

/** The paths that journeys took, as one picture and as a list. */
export function PathsReport({ page, query }: ReportProps): ReactNode {
  const asked = { ...query, limit: MOST_PATHS };
  const paths = useReport('variants', asked);
  return (
    <Asked query={paths} what="the paths">
      {({ variants, total, journeys, comparison }) => {
        const others = new Map(comparison?.variants.map(({ states, share }) => [states.join('→'), share]));
        return (
          <Card
            label="Paths"
            title={`${total > variants.length ? `The ${variants.length} most frequent of ` : ''}${number(total)} paths of ${number(journeys)} journeys`}
            csv={csvOf('variants', asked, 'paths')}
          >
            {variants.length === 0 ? (
              <Empty title="No journey in this period" />
            ) : (
              <>
                {variants.some(({ states }) => states.length > 1) && (
                  <div className="body">
                    <FlowChart label="Where journeys went, step by step" paths={variants} />
                  </div>
                )}
                <Table
                  label="Paths"
                  rows={variants}
                  keyOf={({ states }) => states.join('→')}
                  columns={{
                    Path: ({ states }) => states.join(' → '),
                    Journeys: {
                      number: ({ states, count }) => {
                        const path = states.join(',');
                        // A filter has no more room.
                        const isListed = path.length <= 2_000;
                        return <Count of={count} to={isListed ? { ...listedBy(page, query), path } : undefined} />;
                      },
                    },
                    Share: { number: ({ share }) => percent(share) },
                    ...versus<(typeof variants)[number]>(comparison, ({ states }) =>
                      percent(others.get(states.join('→')) ?? 0),
                    ),
                  }}
                />
              </>
            )}
          </Card>
        );
      }}
    </Asked>
  );
}
