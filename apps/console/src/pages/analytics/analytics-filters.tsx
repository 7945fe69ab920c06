import type { ReactNode } from 'react';
import { show } from '../../address/links';
import { INTERVALS, type AnalyticsPage } from '../../address/page';
import { useDefinitions } from '../../api/definitions';
import { Choice, DefinitionChoice } from '../../parts/choice';

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
  return (
    <div className="filters-row">
      <DefinitionChoice
        value={page.definition}
        none="all"
        onChoose={(definition) => set({ definition, version: undefined, compare: undefined, steps: undefined })}
      />
      {versions.length > 0 && (
        <Choice
          label="Version"
          value={page.version?.toString()}
          none="all"
          options={versions.map(({ version }) => String(version))}
          onChoose={(value) => set({ version: numberOf(value), compare: undefined })}
        />
      )}
      {page.version !== undefined && versions.length > 1 && (
        <Choice
          label="Compared with"
          value={page.compare?.toString()}
          none="none"
          options={versions
            .filter(({ version }) => version !== page.version)
            .map(({ version }) => [String(version), `version ${version}`])}
          onChoose={(value) => set({ compare: numberOf(value) })}
        />
      )}
      <Choice
        label="Period"
        value={page.days?.toString()}
        none="all"
        options={PERIODS.map(([days, name]) => [String(days), name])}
        onChoose={(value) => set({ days: numberOf(value) })}
      />
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
        <Choice
          label="By"
          value={page.interval ?? 'day'}
          options={INTERVALS}
          onChoose={(interval) => set({ interval })}
        />
      )}
    </div>
  );
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
