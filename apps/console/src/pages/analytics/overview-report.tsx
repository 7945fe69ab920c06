import { useMemo, type ReactNode } from 'react';
import { PageLink } from '../../address/links';
import type { FindPage, Outcome } from '../../address/page';
import { conversion, csvOf, length, shareOf, useReport } from '../../api/analytics';
import type { Cases, SeriesAnalytics } from '../../api/types';
import { Card } from '../../parts/card';
import { Count, Figure } from '../../parts/figure';
import { moment, number, words } from '../../parts/format';
import { lazyPart } from '../../parts/lazy-part';
import { Asked } from '../../parts/notes';
import { Table } from '../../parts/table';
import type { ReportProps } from './analytics-page';
import { listedBy, usePeriod, DEFAULT_DAYS } from './analytics-query';

const TimeChart = lazyPart('the chart', () => import('../../parts/chart/time-chart'));

/** How many journeys started and ended, and how, over time. */
export function OverviewReport({ page, query }: ReportProps): ReactNode {
  const interval = page.interval ?? 'day';
  const listed = listedBy(page, query);
  const period = usePeriod(page.days);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const asked = { ...query, ...period, interval, timeZone: zone };
  const series = useReport('series', asked);
  const cases = useReport('cases', query);
  return (
    <>
      <Asked query={cases} what="the figures">
        {(figures) => <Figures listed={listed} figures={figures} />}
      </Asked>
      <Card
        label="Over time"
        title={`Over the last ${page.days ?? DEFAULT_DAYS} days, by the clock of ${zone}`}
        csv={csvOf('series', asked, 'journeys-over-time')}
      >
        <Asked query={series} what="the series">
          {({ series: buckets }) => <Series buckets={buckets} listed={listed} />}
        </Asked>
      </Card>
    </>
  );
}

/** What the figures of a version need. */
type Counted = Pick<Cases, 'journeys' | 'outcomes' | 'duration' | 'rework'>;

interface FiguresProps {
  /** The journeys that the figures count. */
  readonly listed: FindPage;
  readonly figures: Cases;
}

function Figures({ listed, figures }: FiguresProps): ReactNode {
  const { comparison, outcomes } = figures;
  const figure = (name: string, value: (cases: Counted) => string, more?: ReactNode, to?: FindPage): ReactNode => (
    <Figure name={name} value={value(figures)} to={to}>
      {comparison && (
        <span className="soft small">
          version {comparison.version}: {value(comparison)}
        </span>
      )}
      {more}
    </Figure>
  );
  const counted = (...names: readonly Outcome[]): ReactNode => (
    <span className="row small">
      {names.map((outcome) => (
        <PageLink key={outcome} to={{ ...listed, outcome }}>
          {number(outcomes[outcome])} {outcome}
        </PageLink>
      ))}
    </span>
  );
  return (
    <div className="figures">
      {figure('Journeys', (cases) => number(cases.journeys), undefined, listed)}
      {figure('Conversion', conversion, counted('success', 'completed'))}
      {figure('Abandoned', abandoned, counted('abandoned', 'failure', 'open'))}
      {figure('Median length', ({ duration }) => length(duration?.p50Ms))}
      {figure('Slowest 5 %', ({ duration }) => length(duration?.p95Ms))}
      {figure('Loop at least once', ({ journeys, rework }) => shareOf(rework.journeys, journeys))}
    </div>
  );
}

function abandoned({ journeys, outcomes }: Counted): string {
  return shareOf(outcomes.abandoned, journeys - outcomes.open);
}

type Bucket = SeriesAnalytics['series'][number];

const LINES = [
  ['started', '--accent'],
  ['success', '--good'],
  ['abandoned', '--warn'],
  ['failure', '--bad'],
] as const;

const OTHERS = ['ended', 'success', 'failure', 'abandoned', 'transitions', 'timeouts'] as const;

type SeriesProps = Readonly<{ buckets: readonly Bucket[]; listed: FindPage }>;

function Series({ buckets, listed }: SeriesProps): ReactNode {
  // A start counts on the version and the channel that it had then: they may be others now.
  const isAsStarted = listed.version === undefined && listed.channel === undefined;
  const startedIn = ({ start, end }: Bucket): FindPage | undefined =>
    isAsStarted
      ? { ...listed, startedFrom: new Date(start).toISOString(), startedBefore: new Date(end).toISOString() }
      : undefined;
  const times = useMemo(() => buckets.map(({ start }) => start), [buckets]);
  const lines = useMemo(
    () => LINES.map(([name, colour]) => ({ name, colour, values: buckets.map((bucket) => bucket[name]) })),
    [buckets],
  );
  return (
    <>
      <div className="body">
        <TimeChart label="Journeys started and ended over time" times={times} lines={lines} />
      </div>
      <details className="chart-table">
        <summary>As a table</summary>
        <Table
          label="Over time"
          rows={buckets}
          keyOf={({ start }) => start}
          columns={{
            From: ({ start }) => moment(start),
            Started: { number: (bucket) => <Count of={bucket.started} to={startedIn(bucket)} /> },
            ...Object.fromEntries(
              OTHERS.map((name) => [words(name), { number: (bucket: Bucket) => number(bucket[name]) }]),
            ),
          }}
        />
      </details>
    </>
  );
}
