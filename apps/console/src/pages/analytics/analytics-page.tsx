import type { ReactNode } from 'react';
import type { AnalyticsPage as Shown, AnalyticsReport } from '../../address/page';
import { Tabs } from '../../parts/tabs';
import { AnalyticsFilters } from './analytics-filters';
import { FunnelReport } from './funnel-report';
import { OverviewReport } from './overview-report';
import { PathsReport } from './paths-report';
import { StatesReport } from './states-report';
import { TimeoutsReport } from './timeouts-report';
import { useAnalyticsQuery, type AnalyticsQuery } from './analytics-query';
import './analytics.css';

const REPORTS: Readonly<Record<AnalyticsReport, string>> = {
  overview: 'Overview',
  paths: 'Paths',
  funnel: 'Funnel',
  states: 'Waiting',
  timeouts: 'Timeouts',
};

/** Analytics: where customers leave, wait and loop, and whether a version helped. */
export default function AnalyticsPage({ page }: { readonly page: Shown }): ReactNode {
  const report = page.report ?? 'overview';
  const query = useAnalyticsQuery(page);
  return (
    <>
      <h1>Analytics</h1>
      <Tabs
        label="Reports"
        tabs={Object.entries(REPORTS).map(([name, text]) => ({
          name: text,
          to: { ...page, report: name as AnalyticsReport },
          isCurrent: name === report,
        }))}
      />
      <AnalyticsFilters page={page} />
      {report === 'overview' && <OverviewReport page={page} query={query} />}
      {report === 'paths' && <PathsReport page={page} query={query} />}
      {report === 'funnel' && <FunnelReport page={page} query={query} />}
      {report === 'states' && <StatesReport page={page} query={query} />}
      {report === 'timeouts' && <TimeoutsReport page={page} query={query} />}
    </>
  );
}

export interface ReportProps {
  readonly page: Shown;
  readonly query: AnalyticsQuery;
}
