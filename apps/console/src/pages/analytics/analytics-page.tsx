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

/** The name of each report, and what shows it. */
const REPORTS: Readonly<Record<AnalyticsReport, readonly [name: string, Report: (props: ReportProps) => ReactNode]>> = {
  overview: ['Overview', OverviewReport],
  paths: ['Paths', PathsReport],
  funnel: ['Funnel', FunnelReport],
  states: ['Waiting', StatesReport],
  timeouts: ['Timeouts', TimeoutsReport],
};

/** Analytics: where customers leave, wait and loop, and whether a version helped. */
export default function AnalyticsPage({ page }: { readonly page: Shown }): ReactNode {
  const report = page.report ?? 'overview';
  const [, Report] = REPORTS[report];
  const query = useAnalyticsQuery(page);
  return (
    <>
      <h1>Analytics</h1>
      <Tabs label="Reports" names={REPORTS} current={report} to={(name) => ({ ...page, report: name })} />
      <AnalyticsFilters page={page} />
      <Report page={page} query={query} />
    </>
  );
}

export interface ReportProps {
  readonly page: Shown;
  readonly query: AnalyticsQuery;
}
