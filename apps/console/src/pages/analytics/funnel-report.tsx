import type { ReactNode } from 'react';
import { show } from '../../address/links';
import { csvOf, length, useReport } from '../../api/analytics';
import { Bar } from '../../parts/chart/bars';
import { CsvButton } from '../../parts/csv-button';
import { Count } from '../../parts/figure';
import { percent } from '../../parts/format';
import { Asked, Empty } from '../../parts/notes';
import { Table, versus } from '../../parts/table';
import type { ReportProps } from './analytics-page';
import { listedBy } from './analytics-query';

const MOST_STEPS = 20;

/** How many journeys reached each step. By default the steps are those of the most frequent path. */
export function FunnelReport({ page, query }: ReportProps): ReactNode {
  const chosen = page.steps?.split(',').filter((step) => step !== '') ?? [];
  const variants = useReport('variants', { ...query, limit: 1 }, chosen.length === 0);
  const known = useReport('states', query);
  const usual = [...new Set(variants.data?.variants[0]?.states ?? [])].slice(0, MOST_STEPS);
  const steps = chosen.length > 0 ? chosen : usual;
  const states = steps.join(',');
  const asked = { ...query, states };
  const funnel = useReport('funnel', asked, steps.length > 0);
  const setSteps = (next: readonly string[]): void =>
    show({ ...page, steps: next.length === 0 ? undefined : next.join(',') }, { replace: true });
  const others = [...new Set(known.data?.states.map(({ state }) => state))].filter((state) => !steps.includes(state));
  if (steps.length === 0) {
    return (
      <Asked query={variants} what="the most frequent path">
        {() => <Empty title="No journey in this period" />}
      </Asked>
    );
  }
  return (
    <section className="card" aria-label="Funnel">
      <header>
        <h2>Funnel</h2>
        <span className="row">
          {others.length > 0 && (
            <select aria-label="Add a step" value="" onChange={({ target: { value } }) => setSteps([...steps, value])}>
              <option value="">Add a step</option>
              {others.map((state) => (
                <option key={state}>{state}</option>
              ))}
            </select>
          )}
          <CsvButton {...csvOf('funnel', asked)} />
        </span>
      </header>
      <Asked query={funnel} what="the funnel">
        {({ steps: rows, comparison }) => {
          const compared = new Map(comparison?.steps.map((row) => [row.state, row]));
          return (
            <Table
              label="Funnel"
              rows={rows}
              keyOf={({ state }) => state}
              columns={{
                Step: ({ state }) => state,
                Reached: ({ conversion }) => <Bar share={conversion} />,
                Journeys: {
                  number: ({ state, reached }) => (
                    <Count
                      of={reached}
                      to={{ ...listedBy(page, query), reached: steps.slice(0, steps.indexOf(state) + 1).join(',') }}
                    />
                  ),
                },
                'Of all': { number: ({ conversion }) => percent(conversion) },
                'Of the step before': { number: ({ stepConversion }) => percent(stepConversion) },
                ...versus<(typeof rows)[number]>(comparison, ({ state }) =>
                  percent(compared.get(state)?.conversion ?? 0),
                ),
                'Time from the step before': { number: ({ medianMs }) => length(medianMs) },
                '': ({ state }) => (
                  <button
                    type="button"
                    className="quiet"
                    aria-label={`Remove ${state}`}
                    onClick={() => setSteps(steps.filter((step) => step !== state))}
                  >
                    Remove
                  </button>
                ),
              }}
            />
          );
        }}
      </Asked>
    </section>
  );
}
