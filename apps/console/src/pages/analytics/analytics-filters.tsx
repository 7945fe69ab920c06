import type { ReactNode } from 'react';
import { show } from '../../address/links';
import { INTERVALS, type AnalyticsPage, type Interval } from '../../address/page';
import { useDefinitions } from '../../api/definitions';

const PERIODS = [
  [1, 'today'],
  [7, '7 days'],
  [30, '30 days'],
  [90, '90 days'],
] as const;

export function AnalyticsFilters({ page }: { readonly page: AnalyticsPage }): ReactNode {
  const { data } = useDefinitions();
  const versions = data?.definitions.find(({ id }) => id === page.definition)?.versions ?? [];
  const set = (change: Partial<AnalyticsPage>): void => show({ ...page, ...change }, { replace: true });
  const versionOf = (value: string): number | undefined => (value === '' ? undefined : Number(value));
  return (
    <div className="filters-row">
      <label className="field">
        Definition
        <select
          value={page.definition ?? ''}
          onChange={({ target: { value } }) =>
            set({
              definition: value === '' ? undefined : value,
              version: undefined,
              compare: undefined,
              steps: undefined,
            })
          }
        >
          <option value="">all</option>
          {data?.definitions.map(({ id }) => (
            <option key={id}>{id}</option>
          ))}
        </select>
      </label>
      {versions.length > 0 && (
        <label className="field">
          Version
          <select
            value={page.version ?? ''}
            onChange={({ target: { value } }) => set({ version: versionOf(value), compare: undefined })}
          >
            <option value="">all</option>
            {versions.map(({ version }) => (
              <option key={version} value={version}>
                {version}
              </option>
            ))}
          </select>
        </label>
      )}
      {page.version !== undefined && versions.length > 1 && (
        <label className="field">
          Compared with
          <select value={page.compare ?? ''} onChange={({ target: { value } }) => set({ compare: versionOf(value) })}>
            <option value="">none</option>
            {versions
              .filter(({ version }) => version !== page.version)
              .map(({ version }) => (
                <option key={version} value={version}>
                  version {version}
                </option>
              ))}
          </select>
        </label>
      )}
      <label className="field">
        Period
        <select
          value={page.days ?? ''}
          onChange={({ target: { value } }) => set({ days: value === '' ? undefined : Number(value) })}
        >
          <option value="">all</option>
          {PERIODS.map(([days, name]) => (
            <option key={days} value={days}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        Channel
        <input
          defaultValue={page.channel}
          key={page.channel}
          placeholder="any"
          onBlur={({ target: { value } }) => set({ channel: value === '' ? undefined : value })}
        />
      </label>
      {(page.report ?? 'overview') === 'overview' && (
        <label className="field">
          By
          <select
            value={page.interval ?? 'day'}
            onChange={({ target: { value } }) => set({ interval: value as Interval })}
          >
            {INTERVALS.map((interval) => (
              <option key={interval}>{interval}</option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
