import { keepPreviousData, type UseQueryResult } from '@tanstack/react-query';
import type { CsvFile } from '../parts/csv-button';
import { duration, percent } from '../parts/format';
import { callAddress } from './call-address';
import { useRead, type ReadPath, type Reply } from './read';
import type { Cases } from './types';

type Path = Extract<ReadPath, `/v1/analytics/${string}`>;
type Name = Path extends `/v1/analytics/${infer Report}` ? Report : never;

/** A report of analytics; the one before is shown until it is here. */
export function useReport<Report extends Name>(
  name: Report,
  query: object,
  enabled = true,
): UseQueryResult<Reply<`/v1/analytics/${Report}`>> {
  return useRead(`/v1/analytics/${name}`, { query }, { enabled, placeholderData: keepPreviousData });
}

/** A report as CSV. */
export function csvOf(report: Name, query: object, name: string = report): CsvFile {
  return { href: callAddress(['v1', 'analytics', report], { ...query, format: 'csv' }), name: `${name}.csv` };
}

/** Of the journeys that ended, those that ended well. */
export function conversion({ outcomes: { success, completed, ...others } }: Pick<Cases, 'outcomes'>): string {
  return shareOf(success + completed, success + completed + others.failure + others.abandoned);
}

/** A share, if there is anything to have one of. */
export function shareOf(part: number, whole: number): string {
  return whole === 0 ? '–' : percent(part / whole);
}

/** A length of time, if there is one. */
export function length(ms: number | null | undefined): string {
  return ms == null ? '–' : duration(ms);
}
