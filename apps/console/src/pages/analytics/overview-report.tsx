import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import { PageLink } from '../../address/links';
import type { Page } from '../../address/page';
import { answered, ledger } from '../../api/client';
import { CsvButton } from '../../parts/csv-button';
import { duration, moment, number, percent } from '../../parts/format';
import { Asked, Loading } from '../../parts/notes';
import { Table } from '../../parts/table';
import type { ReportProps } from './analytics-page';
import { csvOf, usePeriod, DEFAULT_DAYS } from './analytics-query';

const TimeChart = lazy(() => import('../../parts/chart/time-chart'));

/** How many journeys started and ended, and how, over time. */
export function OverviewReport({ page, query }: ReportProps): ReactNode {
  const interval = page.interval ?? 'day';
  const period = usePeriod(page.days);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const series = useQuery({
    queryKey: ['series', query, period, interval],
    queryFn: () =>
      answered(
        ledger.GET('/v1/analytics/series', { params: { query: { ...query, ...period, interval, timeZone: zone } } }),
      ),
    placeholderData: keepPreviousData,
  });
  const cases = useQuery({
    queryKey: ['cases', query],
    queryFn: () => answered(ledger.GET('/v1/analytics/cases', { params: { query } })),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <Asked query={cases} what="the figures">
        {(figures) => <Figures page={page} figures={figures} />}
      </Asked>
      <section className="card" aria-label="Over time">
        <header>
          <h2>Over the last {page.days ?? DEFAULT_DAYS} days</h2>
          <CsvButton
            href={csvOf('series', { ...query, ...period, interval, timeZone: zone })}
            name="journeys-over-time.csv"
          />
        </header>
        <Asked query={series} what="the series">
          {({ series: buckets }) => <Series buckets={buckets} />}
        </Asked>
      </section>
    </>
  );
}

interface Cases {
  readonly journeys: number;
  readonly outcomes: Readonly<Record<'open' | 'success' | 'failure' | 'abandoned' | 'completed', number>>;
  readonly duration: { readonly p50Ms: number; readonly p95Ms: number } | null;
  readonly rework: { readonly journeys: number };
}

interface FiguresProps {
  readonly page: ReportProps['page'];
  readonly figures: Cases & { readonly comparison?: Cases & { readonly version: number } };
}

function Figures({ page, figures }: FiguresProps): ReactNode {
  const { comparison } = figures;
  const versus = (value: (cases: Cases) => string): ReactNode =>
    comparison && (
      <span className="soft small">
        version {comparison.version}: {value(comparison)}
      </span>
    );
  // Find knows no versions and periods: only what it lists in full is a link to it.
  const isWhole = page.version === undefined && page.days === undefined;
  const listed: Page = { page: 'find', definition: page.definition, channel: page.channel };
  const journeys = <strong>{number(figures.journeys)}</strong>;
  return (
    <div className="figures">
      {isWhole ? (
        <PageLink className="figure" to={listed}>
          <span className="soft small">Journeys</span>
          {journeys}
        </PageLink>
      ) : (
        <div className="figure">
          <span className="soft small">Journeys</span>
          {journeys}
          {versus((cases) => number(cases.journeys))}
        </div>
      )}
      <Figure name="Conversion" value={conversion(figures)} more={versus(conversion)} />
      <Figure
        name="Abandoned"
        value={share(figures, 'abandoned')}
        more={versus((cases) => share(cases, 'abandoned'))}
      />
      <Figure
        name="Median length"
        value={length(figures.duration?.p50Ms)}
        more={versus((cases) => length(cases.duration?.p50Ms))}
      />
      <Figure
        name="Slowest 5 %"
        value={length(figures.duration?.p95Ms)}
        more={versus((cases) => length(cases.duration?.p95Ms))}
      />
      <Figure name="Loop at least once" value={looping(figures)} more={versus(looping)} />
    </div>
  );
}

function Figure({
  name,
  value,
  more,
}: {
  readonly name: string;
  readonly value: string;
  readonly more: ReactNode;
}): ReactNode {
  return (
    <div className="figure">
      <span className="soft small">{name}</span>
      <strong>{value}</strong>
      {more}
    </div>
  );
}

/** Of the journeys that ended, those that ended well. */
function conversion({ journeys, outcomes }: Cases): string {
  const ended = journeys - outcomes.open;
  return ended === 0 ? '–' : percent((outcomes.success + outcomes.completed) / ended);
}

function share({ journeys, outcomes }: Cases, outcome: 'abandoned'): string {
  const ended = journeys - outcomes.open;
  return ended === 0 ? '–' : percent(outcomes[outcome] / ended);
}

function looping({ journeys, rework }: Cases): string {
  return journeys === 0 ? '–' : percent(rework.journeys / journeys);
}

function length(ms: number | undefined): string {
  return ms === undefined ? '–' : duration(ms);
}

interface Bucket {
  readonly start: string;
  readonly started: number;
  readonly ended: number;
  readonly success: number;
  readonly failure: number;
  readonly abandoned: number;
  readonly transitions: number;
  readonly timeouts: number;
}

const LINES = [
  ['started', '--accent'],
  ['success', '--good'],
  ['abandoned', '--warn'],
  ['failure', '--bad'],
] as const;

function Series({ buckets }: { readonly buckets: readonly Bucket[] }): ReactNode {
  const times = useMemo(() => buckets.map(({ start }) => start), [buckets]);
  const lines = useMemo(
    () => LINES.map(([name, colour]) => ({ name, colour, values: buckets.map((bucket) => bucket[name]) })),
    [buckets],
  );
  return (
    <>
      <div className="body">
        <Suspense fallback={<Loading what="the chart" />}>
          <TimeChart label="Journeys started and ended over time" times={times} lines={lines} />
        </Suspense>
      </div>
      <details className="chart-table">
        <summary>As a table</summary>
        <Table
          label="Over time"
          rows={buckets}
          keyOf={({ start }) => start}
          columns={[
            { head: 'From', cell: ({ start }) => moment(start) },
            { head: 'Started', isNumber: true, cell: ({ started }) => number(started) },
            { head: 'Ended', isNumber: true, cell: ({ ended }) => number(ended) },
            { head: 'Success', isNumber: true, cell: ({ success }) => number(success) },
            { head: 'Failure', isNumber: true, cell: ({ failure }) => number(failure) },
            { head: 'Abandoned', isNumber: true, cell: ({ abandoned }) => number(abandoned) },
            { head: 'Transitions', isNumber: true, cell: ({ transitions }) => number(transitions) },
            { head: 'Timeouts', isNumber: true, cell: ({ timeouts }) => number(timeouts) },
          ]}
        />
      </details>
    </>
  );
}
