import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { duration, percent } from '../parts/format';
import { answered, ledger } from './client';
import type { components } from './schema';
import type { Cases } from './types';

type Schemas = components['schemas'];

interface Reports {
  readonly cases: Cases;
  readonly funnel: Schemas['FunnelAnalytics'];
  readonly series: Schemas['SeriesAnalytics'];
  readonly states: Schemas['StateAnalytics'];
  readonly timeouts: Schemas['TimeoutAnalytics'];
  readonly variants: Schemas['VariantAnalytics'];
}

/** A report of analytics; the one before is shown until it is here. */
export function useReport<Name extends keyof Reports>(
  name: Name,
  query: object,
  enabled = true,
): UseQueryResult<Reports[Name]> {
  return useQuery({
    queryKey: [name, query],
    queryFn: async () =>
      (await answered(
        ledger.GET(`/v1/analytics/${name}` as '/v1/analytics/cases', { params: { query } }),
      )) as unknown as Reports[Name],
    enabled,
    placeholderData: keepPreviousData,
  });
}

/** Address of a report as CSV. */
export function csvOf(report: keyof Reports, query: object): string {
  const texts = Object.entries(query).map(([name, value]) => [name, String(value)]);
  return `/v1/analytics/${report}?${new URLSearchParams([...texts, ['format', 'csv']])}`;
}

/** Of the journeys that ended, those that ended well. */
export function conversion({ outcomes: { success, completed, ...others } }: Pick<Cases, 'outcomes'>): string {
  const ended = success + completed + others.failure + others.abandoned;
  return ended === 0 ? '–' : percent((success + completed) / ended);
}

/** A length of time, if there is one. */
export function length(ms: number | null | undefined): string {
  return ms == null ? '–' : duration(ms);
}
