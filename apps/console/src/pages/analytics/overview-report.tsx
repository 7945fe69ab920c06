import { useMemo, type ReactNode } from 'react';
import { PageLink } from '../../address/links';
import type { FindPage, Outcome } from '../../address/page';
import { conversion, csvOf, length, useReport } from '../../api/analytics';
import type { Cases, SeriesAnalytics } from '../../api/types';
import { CsvButton } from '../../parts/csv-button';
import { Figure } from '../../parts/figure';
import { moment, number, percent, words } from '../../parts/format';
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
      <section className="card" aria-label="Over time">
        <header>
          <h2>
            Over the last {page.days ?? DEFAULT_DAYS} days, by the clock of {zone}
          </h2>
          <CsvButton href={csvOf('series', asked)} name="journeys-over-time.csv" />
        </header>
        <Asked query={series} what="the series">
          {({ series: buckets }) => <Series buckets={buckets} listed={listed} />}
        </Asked>
      </section>
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
  const versus = (value: (cases: Counted) => string): ReactNode =>
    comparison && (
      <span className="soft small">
        version {comparison.version}: {value(comparison)}
      </span>
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
  const abandoned = (cases: Counted): string => share(cases, 'abandoned');
  const median = (cases: Counted): string => length(cases.duration?.p50Ms);
  const slowest = (cases: Counted): string => length(cases.duration?.p95Ms);
  return (
    <div className="figures">
      <Figure
        name="Journeys"
        value={number(figures.journeys)}
        to={listed}
        more={versus(({ journeys }) => number(journeys))}
      />
      <Figure
        name="Conversion"
        value={conversion(figures)}
        more={
          <>
            {versus(conversion)}
            {counted('success', 'completed')}
          </>
        }
      />
      <Figure
        name="Abandoned"
        value={abandoned(figures)}
        more={
          <>
            {versus(abandoned)}
            {counted('abandoned', 'failure', 'open')}
          </>
        }
      />
      <Figure name="Median length" value={median(figures)} more={versus(median)} />
      <Figure name="Slowest 5 %" value={slowest(figures)} more={versus(slowest)} />
      <Figure name="Loop at least once" value={looping(figures)} more={versus(looping)} />
    </div>
  );
}

function share({ journeys, outcomes }: Counted, outcome: 'abandoned'): string {
  const ended = journeys - outcomes.open;
  return ended === 0 ? '–' : percent(outcomes[outcome] / ended);
}

function looping({ journeys, rework }: Counted): string {
  return journeys === 0 ? '–' : percent(rework.journeys / journeys);
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
  const startedIn = ({ start, end }: Bucket): FindPage => ({
    ...listed,
    startedFrom: new Date(start).toISOString(),
    startedBefore: new Date(end).toISOString(),
  });
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
          columns={[
            { head: 'From', cell: ({ start }) => moment(start) },
            {
              head: 'Started',
              isNumber: true,
              cell: (bucket) =>
                isAsStarted ? (
                  <PageLink to={startedIn(bucket)}>{number(bucket.started)}</PageLink>
                ) : (
                  number(bucket.started)
                ),
            },
            ...OTHERS.map((name) => ({
              head: words(name),
              isNumber: true,
              cell: (bucket: Bucket) => number(bucket[name]),
            })),
          ]}
        />
      </details>
    </>
  );
}
